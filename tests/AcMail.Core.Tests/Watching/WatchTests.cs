using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;

namespace AcMail.Core.Tests.Watching;

/// <summary>What is told to those who watch, and that they do not get in the way.</summary>
public sealed class WatchTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_another_client_does_in_the_inbox_is_told_and_can_be_read(string without)
    {
        await using var imap = new ImapFixture(without) { KeepsConnection = true };
        imap.Deliver(3);
        await using var watching = await Watcher.BeginAsync(imap.Account);

        imap.Deliver(1, first: 7);
        var arrived = (await watching.ArrivalAsync("message 7")).Message;
        arrived.Mailbox.ShouldBe("INBOX");
        await using (var content = await imap.Account.Replica.OpenContentAsync(arrived.Id))
            content.Length.ShouldBe(ImapFixture.Message(7).Length);

        imap.User.Inbox.SetFlags(arrived.Uid, FlagSet.Of("\\Seen", "urgent"));
        (await watching.NextAsync<MessageChanged>()).Message.Flags.ToNames().ShouldBe(["\\Seen", "urgent"], ignoreOrder: true);

        imap.User.Inbox.Remove(1);
        (await watching.NextAsync<MessageRemoved>()).Mailbox.ShouldBe("INBOX");
        await imap.ShouldAgreeAsync();
        imap.Server.Counters.Imap.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_missed_and_nothing_told_twice_while_mail_keeps_coming()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        await using var watching = await Watcher.BeginAsync(imap.Account);
        for (var i = 0; i < 300; i++)
        {
            imap.Deliver(1, first: i);
            if (i % 7 == 0) await Task.Yield();
        }

        var told = new List<string>();
        while (told.Count < 300) told.Add((await watching.NextAsync<MessageArrived>()).Message.Headers.Subject);
        told.Distinct().Count().ShouldBe(300);
        await imap.ShouldAgreeAsync();
        watching.Told.OfType<MessageArrived>().Count().ShouldBe(300);
    }

    [Fact]
    public async Task A_mark_made_here_goes_to_the_server_without_a_pass_being_asked_for()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        imap.Deliver(1, "Archives");
        await using var watching = await Watcher.BeginAsync(imap.Account);
        await imap.MarkAsync(await imap.IdAsync(1, "Archives"), add: "\\Flagged");
        (await watching.NextAsync<MessageChanged>()).Message.Flags.ToNames().ShouldBe(["\\Flagged"]);
        await UntilAsync(() => imap.User.FindMailbox("Archives")!.Messages[0].Flags.Count == 1);
    }

    [Fact]
    public async Task A_pass_that_is_asked_for_gets_the_connection_from_the_watch()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        await using var watching = await Watcher.BeginAsync(imap.Account);
        for (var i = 0; i < 20; i++)
        {
            imap.Deliver(1, "Archives", first: i);
            (await imap.SyncAsync()).Outcome.ShouldBe(SyncOutcome.Completed);
            await watching.ArrivalAsync($"message {i}");
        }

        imap.Deliver(1, first: 99);
        await watching.ArrivalAsync("message 99");
        imap.Server.Counters.Imap.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Many_may_watch_over_one_connection()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        await using var first = await Watcher.BeginAsync(imap.Account);
        await using var second = await Watcher.BeginAsync(imap.Account);
        imap.Deliver(1);
        await first.ArrivalAsync("message 0");
        await second.ArrivalAsync("message 0");
        await first.DisposeAsync();
        imap.Deliver(1, first: 1);
        await second.ArrivalAsync("message 1");
        imap.Server.Counters.Imap.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_takes_their_time_or_fails_hinders_nobody()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        await using var watching = await Watcher.BeginAsync(imap.Account);
        using var blocked = new ManualResetEventSlim();
        var told = 0;
        var slow = Task.Run(async () =>
        {
            await foreach (var change in imap.Account.WatchAsync())
            {
                // The thread itself is held, as by code that knows no better.
                blocked.Wait();
                if (change is MessageArrived && ++told == 50) return;
            }
        });
        var faulty = Task.Run(async () =>
        {
            await foreach (var _ in imap.Account.WatchAsync()) throw new InvalidOperationException("a callback's own");
        });
        await Should.ThrowAsync<InvalidOperationException>(faulty);

        for (var i = 0; i < 50; i++) imap.Deliver(1, first: i);
        for (var i = 0; i < 50; i++) await watching.NextAsync<MessageArrived>();
        await imap.ShouldAgreeAsync();
        told.ShouldBe(0);

        blocked.Set();
        await slow;
        imap.Server.Counters.Imap.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Chosen_mailboxes_are_listened_to_over_connections_of_their_own()
    {
        await using var imap = new ImapFixture(configure: o =>
        {
            o.Imap.Watch = ["Projets/*", "Sent"];
            o.Imap.MaximumConnections = 3;
        }) { KeepsConnection = true };
        imap.Deliver(1, "Projets/A");
        imap.Deliver(1, "Projets/B", first: 1);
        imap.Deliver(1, "Autres", first: 2);
        await using var watching = await Watcher.BeginAsync(imap.Account);
        await UntilAsync(() => imap.Server.Sessions.Count(s => s.ClientLines.Any(l => l.EndsWith("IDLE", StringComparison.Ordinal))) == 3);

        imap.Deliver(1, "Projets/B", first: 10);
        (await watching.ArrivalAsync("message 10")).Message.Mailbox.ShouldBe("Projets/B");
        imap.Deliver(1, "Projets/A", first: 11);
        await watching.ArrivalAsync("message 11");
        imap.Deliver(1, first: 12);
        await watching.ArrivalAsync("message 12");
        imap.Server.Counters.Imap.Connections.ShouldBe(3);
    }

    [Fact]
    public async Task The_last_one_who_leaves_ends_it_soon_and_politely()
    {
        var imap = new ImapFixture { KeepsConnection = true };
        var watching = await Watcher.BeginAsync(imap.Account);
        await UntilAsync(() => imap.LastSession.ClientLines.Any(l => l.EndsWith("IDLE", StringComparison.Ordinal)));
        var started = TimeProvider.System.GetTimestamp();
        await watching.DisposeAsync();
        var session = imap.LastSession;
        await imap.DisposeAsync();
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        session.ClientLines[^1].ShouldEndWith("LOGOUT");
    }

    [Fact]
    public async Task It_may_be_watched_again_after_nobody_did()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        for (var i = 0; i < 3; i++)
        {
            await using var watching = await Watcher.BeginAsync(imap.Account);
            imap.Deliver(1, first: i);
            await watching.ArrivalAsync($"message {i}");
        }

        imap.Server.Counters.Imap.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Who_still_watches_when_the_account_is_disposed_of_is_told_so()
    {
        var imap = new ImapFixture { KeepsConnection = true };
        var (account, begun) = (imap.Account, new TaskCompletionSource());
        var watching = Task.Run(async () =>
        {
            await foreach (var change in account.WatchAsync())
                if (change is WatchReported) begun.TrySetResult();
        });
        await begun.Task;
        await UntilAsync(() => imap.LastSession.ClientLines.Any(l => l.EndsWith("IDLE", StringComparison.Ordinal)));
        await imap.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(watching.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            i.ShouldBeLessThan(3000);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
