using MailKit.Net.Imap;
using MailKit.Security;

namespace AcMail.Testing.Tests.Support;

/// <summary>MailKit as the client of a server in memory.</summary>
static class MailKitClient
{
    public static async Task<ImapClient> ConnectAsync(MailServer server, ServerUser user)
    {
        var client = new ImapClient();
        await client.ConnectAsync(server.Connect(WireProtocol.Imap), "localhost", 143, SecureSocketOptions.None);
        await client.AuthenticateAsync(user.Name, user.Password);
        return client;
    }
}
