using AcMail.Testing;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace AcMail.Benchmarks.Testing;

/// <summary>The same by MailKit.</summary>
static class MailKitScenario
{
    public static async Task RunAsync(MailServer server)
    {
        using var client = new ImapClient();
        await client.ConnectAsync(server.Connect(WireProtocol.Imap), "localhost", 143, SecureSocketOptions.None);
        await client.AuthenticateAsync("dmartin", "secret");
        var inbox = client.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadWrite);
        for (var i = 0; i < 10; i++) await inbox.GetMessageAsync(i);
        await client.DisconnectAsync(true);
    }
}
