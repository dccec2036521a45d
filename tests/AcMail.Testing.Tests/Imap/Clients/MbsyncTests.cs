using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Clients;

public sealed class MbsyncTests
{
    [Theory]
    [InlineData("None")]
    [InlineData("STARTTLS")]
    [InlineData("IMAPS")]
    public async Task Mailboxes_are_kept_the_same_on_both_sides(string security)
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"), FlagSet.Of(@"\Seen"));
        user.Inbox.Add(Mail.Of("two"));
        user.CreateMailbox("Work").Add(Mail.Of("three"), FlagSet.Of(@"\Flagged", @"\Answered"));
        using var client = new DebianProgram("mbsync", "isync");
        Configure(client, server, security);

        await SyncAsync(client);
        client.Messages().ShouldBe(["INBOX: one S", "INBOX: two", "Work: three FR"], ignoreOrder: true);

        user.Inbox.SetFlags(2, FlagSet.Of(@"\Seen", @"\Flagged"));
        user.Inbox.Add(Mail.Of("four"));
        client.Append("Work", "five", "S");
        client.Append("Home", "six", "");
        client.SetFlags("INBOX", "one", "ST");
        await SyncAsync(client);
        client.Messages().ShouldBe(["INBOX: two FS", "INBOX: four", "Work: three FR", "Work: five S", "Home: six"], ignoreOrder: true);
        user.Inbox.Messages.Select(m => m.Uid).ShouldBe([2u, 3u]);
        user.FindMailbox("Work")!.Messages.Select(m => m.Flags.ToString()).ShouldBe([@"\Answered \Flagged", @"\Seen"]);
        user.FindMailbox("Home")!.Messages.Count.ShouldBe(1);

        var (near, far) = (client.Snapshot(), user.Versions());
        await SyncAsync(client);
        client.Snapshot().ShouldBe(near);
        user.Versions().ShouldBe(far);
    }

    static Task<string> SyncAsync(DebianProgram client) => client.RunAsync(null, "-c", Path.Combine(client.Home, "mbsyncrc"), "-V", "-a");

    static void Configure(DebianProgram client, MailServer server, string security)
    {
        Directory.CreateDirectory(client.MailPath());
        client.Write("mbsyncrc", $"""
            IMAPAccount server
            Host localhost
            Port {(security == "IMAPS" ? server.ImapsPort : server.ImapPort)}
            User dmartin
            Pass secret
            SSLType {security}
            AuthMechs {(security == "None" ? "LOGIN" : "*")}
            CertificateFile {client.WriteAuthority()}

            IMAPStore far
            Account server

            MaildirStore near
            Path {client.MailPath()}/
            Inbox {client.MailPath("INBOX")}
            SubFolders Verbatim

            Channel all
            Far :far:
            Near :near:
            Patterns *
            Create Both
            Expunge Both
            CopyArrivalDate yes
            SyncState *

            """);
    }
}
