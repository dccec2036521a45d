namespace AcMail.Testing.Tests.Pop3;

public sealed class FetchmailTests
{
    const int NoNewMail = 1;

    [Fact]
    public async Task Messages_that_are_kept_are_fetched_once()
    {
        using var fetchmail = new DebianProgram("fetchmail", "fetchmail");
        await using var server = MailServer.Start();
        var messages = Pop3Samples.Fill(server);
        var arguments = Configure(fetchmail, server, "keep");
        await fetchmail.RunAsync(null, arguments);
        Delivered(fetchmail).ShouldBe(messages.Count);
        (await fetchmail.TryAsync(null, arguments)).Code.ShouldBe(NoNewMail);
        Delivered(fetchmail).ShouldBe(messages.Count);
        server.Users.Single().Inbox.Messages.Count.ShouldBe(messages.Count);
    }

    [Fact]
    public async Task Messages_that_were_fetched_are_flushed()
    {
        using var fetchmail = new DebianProgram("fetchmail", "fetchmail");
        await using var server = MailServer.Start();
        var messages = Pop3Samples.Fill(server);
        await fetchmail.RunAsync(null, Configure(fetchmail, server, "keep"));
        var neuf = server.Users.Single().Inbox.Add("Subject: neuf\r\nMessage-ID: <neuf@ac-lyon.fr>\r\n\r\nneuf\r\n"u8.ToArray());
        await fetchmail.RunAsync(null, Configure(fetchmail, server, "nokeep flush"));
        Delivered(fetchmail).ShouldBe(messages.Count + 1);
        server.Users.Single().Inbox.Messages.ShouldBeEmpty();
        neuf.Uid.ShouldBe((uint)messages.Count + 1);
    }

    static string[] Configure(DebianProgram fetchmail, MailServer server, string settings)
    {
        Directory.CreateDirectory(Path.Combine(fetchmail.Home, "mail"));
        var script = $"#!/bin/sh\nexec cat >\"$(mktemp {fetchmail.Home}/mail/XXXXXXXX)\"\n";
        var deliver = fetchmail.Write("deliver", script, executable: true);
        var configuration = fetchmail.Write("fetchmailrc", $"""
            poll localhost service {server.Pop3Port} protocol pop3 uidl
              user "dmartin" password "secret"
              sslproto "TLS1.2+" sslcertck sslcertfile "{fetchmail.WriteAuthority()}"
              mda "{deliver}" {settings}

            """);
        return ["-f", configuration, "-i", Path.Combine(fetchmail.Home, "ids"), "--pidfile", Path.Combine(fetchmail.Home, "pid"), "-v"];
    }

    static int Delivered(DebianProgram fetchmail) => Directory.GetFiles(Path.Combine(fetchmail.Home, "mail")).Length;
}
