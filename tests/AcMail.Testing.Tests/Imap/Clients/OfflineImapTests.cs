using AcMail.Testing.Tests.Support;

namespace AcMail.Testing.Tests.Imap.Clients;

public sealed class OfflineImapTests
{
    [Fact]
    public async Task Mail_goes_both_ways_and_a_second_run_changes_nothing()
    {
        await using var server = MailServer.Start();
        var user = server.AddUser("dmartin");
        user.Inbox.Add(Mail.Of("one"), FlagSet.Of(@"\Seen"));
        user.CreateMailbox("Work/2026").Add(Mail.Of("two"), FlagSet.Of(@"\Flagged"));
        using var client = new DebianProgram("offlineimap", "offlineimap3");
        Configure(client, server);

        await SyncAsync(client, server);
        client.Messages().ShouldBe(["INBOX: one S", "Work/2026: two F"], ignoreOrder: true);

        user.Inbox.Add(Mail.Of("three"), FlagSet.Of(@"\Answered"));
        client.SetFlags("INBOX", "one", "FS");
        client.Append("INBOX", "four", "S");
        await SyncAsync(client, server);
        client.Messages().ShouldBe(["INBOX: one FS", "INBOX: three R", "INBOX: four S", "Work/2026: two F"], ignoreOrder: true);
        user.Inbox.Messages.Select(m => m.Flags.ToString()).ShouldBe([@"\Flagged \Seen", @"\Answered", @"\Seen"]);

        var (near, far) = (client.Snapshot(), user.Versions());
        await SyncAsync(client, server);
        client.Snapshot().ShouldBe(near);
        user.Versions().ShouldBe(far);
    }

    static async Task SyncAsync(DebianProgram client, MailServer server)
    {
        try
        {
            await client.RunAsync(null, "-o", "-u", "basic", "-c", Path.Combine(client.Home, "offlineimaprc"));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{string.Join("\n\n", server.Sessions)}", e);
        }
    }

    static void Configure(DebianProgram client, MailServer server) => client.Write("offlineimaprc", $"""
        [general]
        accounts = test
        metadata = {client.Home}/metadata

        [Account test]
        localrepository = near
        remoterepository = far

        [Repository near]
        type = Maildir
        localfolders = {client.MailPath()}
        sep = /

        [Repository far]
        type = IMAP
        remotehost = localhost
        remoteport = {server.ImapPort}
        remoteuser = dmartin
        remotepass = secret
        ssl = no
        starttls = yes
        sslcacertfile = {client.WriteAuthority()}

        """);
}
