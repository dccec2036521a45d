using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AcMail.Testing.Tests.Transport;

public sealed class MailKitStreamTests
{
    [Fact]
    public async Task MailKit_speaks_IMAP_over_a_stream_in_memory()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin").CreateMailbox("Éléments envoyés", @"\Sent");
        using var client = new ImapClient();
        await client.ConnectAsync(server.Connect(WireProtocol.Imap), "localhost", 143, SecureSocketOptions.None);
        await client.AuthenticateAsync("dmartin", "secret");
        client.GetFolder(SpecialFolder.Sent)!.Name.ShouldBe("Éléments envoyés");
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        await client.DisconnectAsync(true);
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task MailKit_speaks_SMTP_and_POP3_over_streams_in_memory()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr");
        using var message = new MimeMessage([MailboxAddress.Parse("a@x")], [MailboxAddress.Parse("david.martin@ac-lyon.fr")], "Réunion", new TextPart { Text = ".\n" });
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync(server.Connect(WireProtocol.Smtp), "localhost", 587, SecureSocketOptions.None);
        await smtp.AuthenticateAsync("dmartin", "secret");
        await smtp.SendAsync(message);
        await smtp.DisconnectAsync(true);

        using var pop = new Pop3Client();
        await pop.ConnectAsync(server.Connect(WireProtocol.Pop3), "localhost", 110, SecureSocketOptions.None);
        await pop.AuthenticateAsync("dmartin", "secret");
        pop.Count.ShouldBe(1);
        (await pop.GetMessageAsync(0)).Subject.ShouldBe("Réunion");
        await pop.DisconnectAsync(true);
        server.UnhandledErrors.ShouldBeEmpty();
    }
}
