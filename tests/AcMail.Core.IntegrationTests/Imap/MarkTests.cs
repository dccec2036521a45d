using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Imap;

public sealed class MarkOnDovecotTests(MailServer server) : MarkTests(server);

public sealed class MarkInProcessTests(InProcessMailServer server) : MarkTests(server);

public abstract class MarkTests(ITestMailServer server)
{
    public static TheoryData<string> Rungs => ImapSyncTests.Rungs;

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Flags_travel_both_ways(string without)
    {
        var user = server.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await using var account = Account(user, without);
        for (var i = 0; i < 6; i++) await other.AppendAsync("INBOX", $"Subject: {i}\r\n\r\n{i}\r\n", i == 0 ? "\\Seen Projet" : "");
        await account.SyncAsync();
        var ids = (await account.ListAsync("INBOX")).ToDictionary(m => m.Uid, m => m.Id);

        await account.Account.Replica.Actions.MarkAsync([ids[1], ids[2]], new(SystemFlags.Flagged, "urgent"), new(SystemFlags.Seen, "projet"));
        await account.Account.Replica.Actions.MarkAsync([ids[3]], new(SystemFlags.Deleted), default);
        await other.SelectAsync("INBOX");
        await other.CommandAsync("STORE 2 +FLAGS (\\Answered)");
        await other.CommandAsync("STORE 4 +FLAGS (\\Seen $Forwarded)");
        var inbox = (await account.SyncAsync()).Mailboxes.Single(m => m.Role == MailboxRole.Inbox);

        inbox.Uploaded.ShouldBe(3);
        await account.ShouldEqualAsync(other);
        var held = (await account.ListAsync("INBOX")).ToDictionary(m => m.Uid, m => m.Flags);
        held[1].ShouldBe(new(SystemFlags.Flagged, "urgent"));
        held[2].ShouldBe(new(SystemFlags.Flagged | SystemFlags.Answered, "urgent"));
        held[3].ShouldBe(new(SystemFlags.Deleted));
        (await account.SyncAsync()).Mailboxes.ShouldAllBe(m => m.Uploaded + m.FlagsChanged + m.Added + m.Removed == 0);
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Random_changes_on_both_sides_end_equal(string without)
    {
        var user = server.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await using var account = Account(user, without);
        for (var i = 0; i < 8; i++) await other.AppendAsync("INBOX", $"Subject: {i}\r\n\r\n{i}\r\n");
        await account.SyncAsync();
        var random = new Random(without.Length + 11);
        string[] names = ["\\Seen", "\\Flagged", "k1", "k2"];
        for (var round = 0; round < 8; round++)
        {
            await other.SelectAsync("INBOX");
            for (var step = random.Next(8); step >= 0; step--)
            {
                var (number, name, sets) = (random.Next(8) + 1, names[random.Next(names.Length)], random.Next(2) == 0);
                if (random.Next(2) == 0)
                {
                    await other.CommandAsync($"STORE {number} {(sets ? "+" : "-")}FLAGS ({name})");
                    continue;
                }

                var id = (await account.ListAsync("INBOX")).Single(m => m.Uid == number).Id;
                MailFlags.TryParse(name, out var flag).ShouldBeTrue();
                await account.Account.Replica.Actions.MarkAsync([id], sets ? flag : default, sets ? default : flag);
            }

            if (random.Next(3) == 0) await account.RestartAsync();
            await account.SyncAsync();
            await account.ShouldEqualAsync(other);
            (await account.SyncAsync()).Mailboxes.ShouldAllBe(m => m.Uploaded + m.FlagsChanged == 0);
        }
    }

    [Fact]
    public async Task The_program_marks_offline_and_uploads_at_the_next_sync()
    {
        var user = server.NewUser();
        await using var other = await RawImap.LoginAsync(server, user);
        await other.AppendAsync("INBOX", "Subject: un\r\n\r\nun\r\n", "\\Seen");
        using var cli = new Cli(Cli.Imap(server, user));
        (await cli.RunAsync("sync")).ExitCode.ShouldBe(0);
        var id = (await cli.RunAsync("--json", "list", "pro")).Json[0]!["id"]!.GetValue<long>();

        var marked = await cli.RunAsync("--json", "mark", "pro", $"{id}", "--add", "\\Flagged", "--add", "urgent", "--remove", "seen");
        marked.ExitCode.ShouldBe(0, marked.Errors);
        marked.Json[0]!["flags"]!.AsArray().Select(f => f!.GetValue<string>()).ShouldBe(["\\Flagged", "urgent"]);
        (await other.FetchAllAsync("INBOX")).Values.Single().Flags.ShouldBe("\\Seen");

        var sync = await cli.RunAsync("--json", "sync", "pro");
        sync.Json[0]!["mailboxes"]!.AsArray().Single(m => m!["name"]!.GetValue<string>() == "INBOX")!["uploaded"]!.GetValue<int>().ShouldBe(1);
        (await other.FetchAllAsync("INBOX")).Values.Single().Flags.ShouldBe("\\Flagged urgent");

        (await cli.RunAsync("mark", "pro", $"{id}")).ShouldBeFitForPeople().ExitCode.ShouldBe(2);
        (await cli.RunAsync("mark", "pro", $"{id}", "--add", "\\Recent")).ShouldBeFitForPeople().ExitCode.ShouldBe(2);
        var missing = await cli.RunAsync("--json", "mark", "pro", "999", "--add", "\\Seen");
        (missing.ExitCode, missing.FailureKind).ShouldBe((1, "messageNotFound"));
    }

    TestAccount Account(string user, string without) => TestAccount.Imap(
        server, user, o => o.Imap.DisabledExtensions = [.. without.Split(',', StringSplitOptions.RemoveEmptyEntries)]);
}
