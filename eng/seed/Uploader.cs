using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace AcMail.Seed;

/// <summary>Files letters on the server, with their dates and flags.</summary>
sealed class Uploader(string host, int port, string userName, string password)
{
    public async Task UploadAsync(IReadOnlyCollection<Letter> letters)
    {
        // The client's own socket would wait for acknowledgements before it sends small packets.
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host, port);
        using var client = new ImapClient();
        await client.ConnectAsync(socket, host, port, SecureSocketOptions.None);
        await client.AuthenticateAsync(userName, password);
        foreach (var mailbox in letters.GroupBy(l => l.Mailbox))
        {
            var folder = await OpenAsync(client, mailbox.Key);
            await folder.AppendAsync([.. mailbox.OrderBy(l => l.Date).Select(l => new AppendRequest(MessageWriter.Write(l), l.Flags, l.Date))]);
        }

        await client.DisconnectAsync(true);
    }

    static async Task<IMailFolder> OpenAsync(ImapClient client, string name)
    {
        var folder = client.GetFolder(client.PersonalNamespaces[0]);
        foreach (var part in name.Split('/'))
        {
            var existing = (await folder.GetSubfoldersAsync()).FirstOrDefault(f => f.Name == part);
            folder = existing ?? await folder.CreateAsync(part, isMessageFolder: true) ?? throw new IOException($"{part} was not created.");
            await folder.SubscribeAsync();
        }

        return folder;
    }
}
