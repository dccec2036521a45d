using System.Globalization;
using System.Text;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Imap;

public sealed class ImapSyncOnDovecotTests(MailServer server) : ImapSyncTests(server);

public sealed class ImapSyncInProcessTests(InProcessMailServer server) : ImapSyncTests(server);

public abstract class ImapSyncTests(ITestMailServer server)
{
    /// <summary>The rungs of the capability ladder: what is taken away from the server for each.</summary>
    public static TheoryData<string> Rungs => ["", "QRESYNC", "CONDSTORE", "CONDSTORE,ESEARCH,LIST-STATUS,SPECIAL-USE,LIST-EXTENDED,NAMESPACE"];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Every_change_on_the_server_arrives(string without)
    {
        var user = server.NewUser();
        await using var server1 = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user, Without(without));
        for (var i = 0; i < 30; i++) await server1.AppendAsync("INBOX", Message(i), i % 3 == 0 ? "\\Seen" : "");
        await server1.CreateAsync("Classes/6e B");
        await server1.AppendAsync("Classes/6e B", Message(100), "\\Flagged urgent");

        (await account.SyncAsync()).MessagesAdded.ShouldBe(31);
        await account.ShouldEqualAsync(server1);

        await server1.SelectAsync("INBOX");
        await server1.CommandAsync("STORE 2:5 +FLAGS (\\Seen \\Answered $Forwarded)");
        await server1.CommandAsync("STORE 1 -FLAGS (\\Seen)");
        await server1.CommandAsync("STORE 7:9 +FLAGS (\\Deleted)");
        await server1.CommandAsync("EXPUNGE");
        await server1.AppendAsync("INBOX", Message(200));
        var second = await account.SyncAsync();
        second.MessagesAdded.ShouldBe(1);
        var inbox = second.Mailboxes.Single(m => m.Role == MailboxRole.Inbox);
        (inbox.Added, inbox.FlagsChanged, inbox.Removed).ShouldBe((1, 5, 3));
        await account.ShouldEqualAsync(server1);

        var third = await account.SyncAsync();
        third.Mailboxes.ShouldAllBe(m => m.Added == 0 && m.FlagsChanged == 0 && m.Removed == 0);
        await account.ShouldEqualAsync(server1);
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Random_histories_of_another_client_end_equal(string without)
    {
        var user = server.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user, Without(without));
        var random = new Random(without.Length + 7);
        var next = 0;
        for (var round = 0; round < 12; round++)
        {
            for (var step = random.Next(6); step >= 0; step--)
            {
                var mailbox = random.Next(3) == 0 ? "Corbeille" : "INBOX";
                await other.SelectAsync(mailbox);
                var count = (await other.FetchAllAsync(mailbox)).Count;
                await other.SelectAsync(mailbox);
                switch (random.Next(5))
                {
                    case 0 or 1:
                        await other.AppendAsync(mailbox, Message(next++));
                        break;
                    case 2 when count > 0:
                        await other.CommandAsync($"STORE {random.Next(count) + 1} {"+-"[random.Next(2)]}FLAGS (\\Seen k{random.Next(3)})");
                        break;
                    case 3 when count > 0:
                        await other.CommandAsync($"STORE {random.Next(count) + 1} +FLAGS (\\Deleted)");
                        await other.CommandAsync("EXPUNGE");
                        break;
                    case 4 when count > 0:
                        await other.CommandAsync($"MOVE {random.Next(count) + 1} {(mailbox == "INBOX" ? "Corbeille" : "INBOX")}");
                        break;
                }
            }

            if (random.Next(4) == 0) await account.RestartAsync();
            await account.SyncAsync();
            await account.ShouldEqualAsync(other);
        }
    }

    [Fact]
    public async Task Difficult_messages_are_kept_byte_for_byte()
    {
        var user = server.NewUser();
        foreach (var message in DifficultMail.Messages()) server.Deliver(user, message);
        await using var oracle = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user);

        (await account.SyncAsync()).MessagesAdded.ShouldBe(10);

        await account.ShouldEqualAsync(oracle);
    }

    [Fact]
    public async Task Mailbox_names_of_every_kind_are_kept_apart()
    {
        var user = server.NewUser();
        await using var oracle = await RawImap.LoginAsync(server, user);
        foreach (var name in DifficultMail.MailboxNames)
        {
            await oracle.CreateAsync(name);
            await oracle.AppendAsync(name, Message(1) + name);
        }

        await using var account = TestAccount.Imap(server, user);
        (await account.SyncAsync()).MessagesAdded.ShouldBe(DifficultMail.MailboxNames.Count);

        (await account.Account.Replica.GetMailboxesAsync()).Select(m => m.Name).ShouldBeSubsetOf(await oracle.ListAsync());
        await account.ShouldEqualAsync(oracle);
    }

    [Fact]
    public async Task Roles_follow_the_servers_word()
    {
        await using var account = TestAccount.Imap(server, server.NewUser());
        await account.SyncAsync();
        var roles = (await account.Account.Replica.GetMailboxesAsync()).ToDictionary(m => m.Role, m => m.Name);
        roles[MailboxRole.Sent].ShouldBe("Éléments envoyés");
        roles[MailboxRole.Trash].ShouldBe("Corbeille");
        roles[MailboxRole.Inbox].ShouldBe("INBOX");
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_recreated_mailbox_keeps_every_message_and_its_id(string without)
    {
        var user = server.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user, Without(without));
        await other.CreateAsync("Notes");
        for (var i = 0; i < 5; i++) await other.AppendAsync("Notes", Message(i));
        await account.SyncAsync();
        var before = (await account.ListAsync("Notes")).ToDictionary(m => m.Headers.Subject, m => m.Id);

        await other.CommandAsync("DELETE Notes");
        await other.CreateAsync("Notes");
        for (var i = 4; i >= 1; i--) await other.AppendAsync("Notes", Message(i));
        await account.SyncAsync();

        await account.ShouldEqualAsync(other);
        foreach (var message in await account.ListAsync("Notes")) message.Id.ShouldBe(before[message.Headers.Subject]);
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_another_client_moves_copies_and_renames_is_not_downloaded_again(string without)
    {
        var user = server.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user, Without(without));
        for (var i = 0; i < 20; i++) await other.AppendAsync("INBOX", Message(i), i % 2 == 0 ? "\\Seen" : "");
        await other.CreateAsync("Old");
        await other.AppendAsync("Old", Message(20));
        await account.SyncAsync();

        await other.SelectAsync("INBOX");
        await other.CommandAsync("COPY 1:5 Old");
        await other.CommandAsync("MOVE 6:12 Corbeille");
        await other.CommandAsync("RENAME Old New");
        var report = await account.SyncAsync();
        report.BytesDownloaded.ShouldBe(0);
        await account.ShouldEqualAsync(other);
    }

    [Fact]
    public async Task Bodies_that_are_left_on_the_server_are_fetched_when_they_are_opened()
    {
        var user = server.NewUser();
        foreach (var message in DifficultMail.Messages()) server.Deliver(user, message);
        await using var oracle = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user, o => o.Imap.Bodies.OnDemand = true);
        (await account.SyncAsync()).MessagesAdded.ShouldBe(10);
        var partial = await account.ListAsync();
        partial.Count(m => m.IsPartial).ShouldBeGreaterThan(5);

        await account.ShouldEqualAsync(oracle);
        (await account.ListAsync()).ShouldBe(partial.Select(m => m with { IsPartial = false }), ignoreOrder: true);
        await account.SyncAsync();
        await account.ShouldEqualAsync(oracle);
    }

    [Fact]
    public async Task A_deleted_and_a_renamed_mailbox_follow_the_server()
    {
        var user = server.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user);
        foreach (var name in (string[])["Gone", "Old"])
        {
            await other.CreateAsync(name);
            await other.AppendAsync(name, Message(1) + name);
        }

        await account.SyncAsync();
        await other.CommandAsync("DELETE Gone");
        await other.CommandAsync("RENAME Old New");
        await account.SyncAsync();
        await account.ShouldEqualAsync(other);
    }

    [Fact]
    public async Task Only_the_wanted_mailboxes_are_mirrored()
    {
        var user = server.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await other.CreateAsync("Classes/6e B");
        await other.CreateAsync("Autres");
        await using var account = TestAccount.Imap(server, user, o => o.Imap.Mailboxes = ["INBOX", "Classes*"]);
        await account.SyncAsync();
        (await account.Account.Replica.GetMailboxesAsync()).Where(m => m.Selectable).Select(m => m.Name).ShouldBe(["INBOX", "Classes/6e B"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_cancelled_download_goes_on_where_it_stopped()
    {
        var user = server.NewUser();
        for (var i = 0; i < 3000; i++) server.Deliver(user, Encoding.UTF8.GetBytes(Message(i)));
        await using var oracle = await RawImap.LoginAsync(server, user);
        await using var account = TestAccount.Imap(server, user);
        using var cancel = new CancellationTokenSource();
        var progress = new Callback<SyncProgress>(p =>
        {
            if (p is { Stage: SyncStage.Downloading, MessagesDone: > 0 }) cancel.Cancel();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => account.Account.SynchronizeAsync(progress, cancel.Token));
        var held = (await account.ListAsync()).Count;
        held.ShouldBeInRange(1, 2999);

        await account.RestartAsync();
        (await account.SyncAsync()).MessagesAdded.ShouldBe(3000 - held);
        await account.ShouldEqualAsync(oracle);
    }

    [Fact]
    public async Task A_second_synchronisation_at_the_same_time_is_told_busy()
    {
        var user = server.NewUser();
        for (var i = 0; i < 50; i++) server.Deliver(user, Encoding.UTF8.GetBytes(Message(i)));
        await using var account = TestAccount.Imap(server, user);
        SyncReport? second = null;
        var progress = new Callback<SyncProgress>(p =>
        {
            if (p.Stage == SyncStage.Downloading) second ??= account.Account.SynchronizeAsync().GetAwaiter().GetResult();
        });
        (await account.Account.SynchronizeAsync(progress)).Outcome.ShouldBe(SyncOutcome.Completed);
        second.ShouldNotBeNull().Outcome.ShouldBe(SyncOutcome.Busy);
        second.Failure.ShouldNotBeNull().Kind.ShouldBe(MailErrorKind.Busy);
    }

    [Fact]
    public async Task Messages_are_found_by_words_without_regard_to_accents()
    {
        var user = server.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await other.AppendAsync("INBOX", "From: Hélène <h@x.fr>\r\nSubject: =?utf-8?q?R=C3=A9union_de_rentr=C3=A9e?=\r\n\r\n.");
        await other.AppendAsync("INBOX", "From: b@x.fr\r\nSubject: autre\r\n\r\nreunion");
        await using var account = TestAccount.Imap(server, user);
        await account.SyncAsync();
        foreach (var (text, found) in (ReadOnlySpan<(string, int)>)[("reunion", 1), ("RENTRÉE réunion", 1), ("helene", 1), ("reun", 1), ("\"' OR *", 0), ("absent", 0)])
            account.Account.Replica.ListAsync(new() { Text = text }).ToBlockingEnumerable().Count().ShouldBe(found, text);
    }

    static string Message(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"From: a@x.fr\r\nTo: b@x.fr\r\nSubject: message {number}\r\nMessage-ID: <{number}@x.fr>\r\nDate: Mon, 01 Sep 2025 08:{number % 60:00}:00 +0200\r\n\r\nbody {number}\r\n");

    static Action<MailAccountOptions> Without(string extensions) => o =>
        o.Imap.DisabledExtensions = [.. extensions.Split(',', StringSplitOptions.RemoveEmptyEntries)];
}
