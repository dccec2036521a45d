using System.Security.Cryptography;
using AcMail.Testing;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace AcMail.Testing.Tests.Documentation;

/// <summary>The examples of docs/testing.md and of the package's README, word for word: <see cref="ExamplesTests"/> compares them.</summary>
public sealed class Examples
{
    [Fact]
    public async Task A_server_in_one_line()
    {
        await using var server = MailServer.Start();
        var david = server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr");
        david.Inbox.Add("From: a@example.org\r\nSubject: Réunion\r\n\r\nLundi, 8 h 30.\r\n"u8.ToArray());

        using var client = new ImapClient();
        await client.ConnectAsync(server.Connect(WireProtocol.Imap), "localhost", 143, SecureSocketOptions.None);
        await client.AuthenticateAsync("dmartin", "secret");
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        (await client.Inbox.GetMessageAsync(0)).Subject.ShouldBe("Réunion");
    }

    [Fact]
    public async Task An_account_of_AcMail()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr").CreateMailbox("Éléments envoyés", @"\Sent");
        await using var services = Register(server);
        var account = services.GetRequiredKeyedService<IMailAccount>("pro");

        using var message = Message();
        (await account.Sender.SendAsync(message)).Outcome.ShouldBe(SendOutcome.Accepted);

        server.Submissions.Single().Recipients.Single().Address.ShouldBe("david.martin@ac-lyon.fr");
        server.FindUser("dmartin")!.FindMailbox("Éléments envoyés")!.Messages.Count.ShouldBe(1);
        (await account.SynchronizeAsync()).MessagesAdded.ShouldBe(2);
        server.FindUser("dmartin")!.Inbox.SetFlags(1, FlagSet.Of(@"\Seen"));   // another client reads it
        (await account.SynchronizeAsync()).Mailboxes.Sum(m => m.FlagsChanged).ShouldBe(1);
    }

    [Fact]
    public async Task What_it_costs()
    {
        await using var server = MailServer.Start();
        server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr");
        await using var services = Register(server);
        var account = services.GetRequiredKeyedService<IMailAccount>("pro");
        await account.SynchronizeAsync();

        var before = server.Counters;
        await account.SynchronizeAsync();
        var cost = server.Counters - before;

        cost.Imap.RoundTrips.ShouldBeLessThanOrEqualTo(8);              // the greeting is one, each wait for a reply another
        cost.Imap.OctetsOut.ShouldBeLessThan(10_000);
        server.Sessions[^1].ClientLines.ShouldNotContain(l => l.Contains("secret"));
        server.UnhandledErrors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_way_in_which_a_connection_ends()
    {
        SessionTranscript clean;
        await using (var server = Start())
        {
            await SendTwiceAsync(server);
            clean = server.Sessions[0];
        }

        foreach (var fault in FaultPoints.Of(clean, FaultKinds.Cuts))
        {
            await using var server = Start(o => o.Faults = [fault]);
            await SendTwiceAsync(server);
            server.Submissions.Count.ShouldBeInRange(2, 3, fault.ToString());   // once, or once more where the reply was lost
        }
    }

    [Fact]
    public async Task A_fault_by_name()
    {
        await using var server = Start(o => o.Faults =
        [
            Fault.Answer("RCPT TO", "451 4.7.1 Greylisted, try again later."),
            Fault.LoseReply("DATA").In(WireProtocol.Smtp, session: 2),
        ]);

        await SendTwiceAsync(server);
        server.Submissions.Count.ShouldBe(3);                           // the one whose reply was lost came twice
        server.Faults.Struck.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_stalls()
    {
        var time = new FakeTimeProvider();
        var stall = Fault.Stall(FaultPoint.Reply("NOOP"), TimeSpan.FromMinutes(5));
        await using var server = MailServer.Start(o => (o.Time, o.Faults) = (time, [stall]));
        using var client = new SmtpClient();
        await client.ConnectAsync(server.Connect(WireProtocol.Smtp), "localhost", 587, SecureSocketOptions.None);

        var waiting = client.NoOpAsync();
        await server.Faults.WhenStruckAsync(stall);
        waiting.IsCompleted.ShouldBeFalse();
        while (!waiting.IsCompleted) await Task.Run(() => time.Advance(TimeSpan.FromMinutes(5)));
        await waiting;
    }

    [Fact]
    public async Task A_server_that_is_restarted()
    {
        await using var server = Start();
        await using var services = Register(server);
        var account = services.GetRequiredKeyedService<IMailAccount>("pro");
        await account.SynchronizeAsync();

        await server.StopAsync();       // sessions end without a word, the ports refuse
        (await account.SynchronizeAsync()).Outcome.ShouldNotBe(SyncOutcome.Completed);
        server.Restart();               // the same ports, the same mail
        (await account.SynchronizeAsync()).Outcome.ShouldBe(SyncOutcome.Completed);
    }

    [Fact]
    public async Task A_token_that_expires()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Gmail);
        var user = server.AddUser("dmartin");
        using var client = new ImapClient();
        await client.ConnectAsync(server.Connect(WireProtocol.Imap), "localhost", 143, SecureSocketOptions.None);
        await client.AuthenticateAsync(new SaslMechanismOAuth2("dmartin", "secret"));

        user.Password = "a fresh token";
        user.ExpireSessions();
        await Should.ThrowAsync<ProtocolException>(() => client.NoOpAsync());
        await client.ConnectAsync(server.Connect(WireProtocol.Imap), "localhost", 143, SecureSocketOptions.None);
        await client.AuthenticateAsync(new SaslMechanismOAuth2("dmartin", "a fresh token"));
    }

    public static TheoryData<ServerProfile> Servers => [.. ServerProfile.All.Append(
        ServerProfile.Full with { Name = "no CONDSTORE", Imap = ServerProfile.Full.Imap.Without("CONDSTORE") })];

    [Theory, MemberData(nameof(Servers), DisableDiscoveryEnumeration = true)]
    public async Task Any_server(ServerProfile profile)
    {
        await using var server = MailServer.Start(o => o.Profile = profile);
        server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr").Inbox.Add("Subject: x\r\n\r\nx\r\n"u8.ToArray());
        await using var services = Register(server);
        var report = await services.GetRequiredKeyedService<IMailAccount>("pro").SynchronizeAsync();
        report.Mailboxes.Single(m => m.Role == MailboxRole.Inbox).Added.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_misbehaves()
    {
        var imap = ServerProfile.Full.Imap.Misbehaving(ImapMisbehaviour.FetchSkips, Repetition.Once);
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Full with { Name = "skips once", Imap = imap });
        var inbox = server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr").Inbox;
        for (var i = 0; i < 9; i++) inbox.Add("Subject: x\r\n\r\nx\r\n"u8.ToArray());
        await using var services = Register(server);
        var account = services.GetRequiredKeyedService<IMailAccount>("pro");

        var added = (await account.SynchronizeAsync()).MessagesAdded + (await account.SynchronizeAsync()).MessagesAdded;
        added.ShouldBe(9);
    }

    static ServiceProvider Register(MailServer server)
    {
        var services = new ServiceCollection();
        services.AddAcMail()
            .UseInMemoryStore()
            .AddImapAccount("pro", o =>
            {
                o.EmailAddress = "david.martin@ac-lyon.fr";
                o.Password = "secret";
                o.Incoming = new() { Host = "127.0.0.1", Port = server.ImapsPort, UserName = "dmartin" };
                o.Outgoing = new() { Host = "127.0.0.1", Port = server.SubmissionPort, UserName = "dmartin" };
                o.PinnedFingerprints.Add(TestCertificateAuthority.Shared.Localhost.GetCertHashString(HashAlgorithmName.SHA256));
            });
        return services.BuildServiceProvider();
    }

    static MailServer Start(Action<MailServerOptions>? configure = null)
    {
        var server = MailServer.Start(configure);
        server.AddUser("dmartin", "secret", "david.martin@ac-lyon.fr");
        return server;
    }

    // An application's own code stands here: it sends two messages, each as often as it takes.
    static async Task SendTwiceAsync(MailServer server)
    {
        for (var i = 0; i < 2; i++)
        {
            while (!await TrySendAsync(server)) { }
        }
    }

    static async Task<bool> TrySendAsync(MailServer server)
    {
        using var message = Message();
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(server.Connect(WireProtocol.Smtp), "localhost", 587, SecureSocketOptions.None);
            await client.AuthenticateAsync("dmartin", "secret");
            await client.SendAsync(message);
            return true;
        }
        catch (Exception e) when (e is IOException or ProtocolException or CommandException or ServiceNotConnectedException)
        {
            return false;
        }
    }

    static MimeMessage Message() => new(
        [MailboxAddress.Parse("david.martin@ac-lyon.fr")], [MailboxAddress.Parse("david.martin@ac-lyon.fr")], "Note", new TextPart { Text = "À moi-même.\n" });
}
