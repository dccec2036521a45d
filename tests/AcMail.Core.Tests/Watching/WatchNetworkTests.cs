using AcMail.Core.Tests.Support;
using AcMail.Testing;

namespace AcMail.Core.Tests.Watching;

/// <summary>Whatever happens to the connection, it is caught up within the time that docs/sync.md names.</summary>
public sealed class WatchNetworkTests : TimedWatchTests
{
    [Theory]
    [InlineData(WireDirection.ToClient)]
    [InlineData(WireDirection.ToServer)]
    public async Task A_connection_that_was_silently_dropped_is_noticed_at_the_end_of_IDLE(WireDirection direction)
    {
        await using var imap = Start();
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        await UntilIdleAsync(imap);
        imap.Server.Faults.Add(Fault.Stall(FaultPoint.NextLine(direction)).In(WireProtocol.Imap, 1));
        var dropped = Time.GetUtcNow();
        if (direction == WireDirection.ToClient) imap.Deliver(1, first: 7);
        else Time.Advance(WatchPace.Idle);
        if (direction == WireDirection.ToServer) imap.Deliver(1, first: 7);

        await watching.ArrivalAsync("message 7");

        (Time.GetUtcNow() - dropped).ShouldBeLessThan(WatchPace.Idle + ConnectionLimits.IdleAnswer + Slack);
        await imap.ShouldAgreeAsync();
        // It was caught up without a word.
        watching.Told.OfType<WatchReported>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_restarted_is_found_again_and_nothing_is_missed()
    {
        await using var imap = Start();
        imap.Deliver(3);
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        for (var i = 0; i < 5; i++)
        {
            await UntilIdleAsync(imap);
            await imap.Server.StopAsync();
            imap.Deliver(2, first: 10 * (i + 1));
            imap.User.Inbox.Remove(imap.User.Inbox.Messages[0].Uid);
            var trouble = await watching.NextAsync<WatchReported>();
            trouble.Report.Failure!.Kind.ShouldBe(MailErrorKind.ConnectionRefused);
            trouble.RetryAt.ShouldNotBeNull();
            var started = Time.GetUtcNow();
            imap.Server.Restart();

            await watching.ArrivalAsync($"message {(10 * (i + 1)) + 1}");
            (await watching.NextAsync<WatchReported>()).Report.Outcome.ShouldBe(SyncOutcome.Completed);
            (Time.GetUtcNow() - started).ShouldBeLessThan(Reconnection.Last + Slack);
            await imap.ShouldAgreeAsync();
        }

        watching.Told.OfType<MessageArrived>().GroupBy(a => a.Message.Id).ShouldAllBe(g => g.Count() == 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_accepts_and_drops_is_not_hammered(bool afterLogin)
    {
        await using var imap = Start();
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        await UntilIdleAsync(imap);
        imap.Server.Faults.Add((afterLogin ? Fault.LoseCommand("LIST \"\" \"*\"") : Fault.Refuse()) with { Repeats = true });
        await imap.Server.StopAsync();
        imap.Server.Restart();
        var (before, from) = (imap.Server.Counters.Imap.Connections, Time.GetUtcNow());

        (await watching.NextAsync<WatchReported>()).Report.Failure.ShouldNotBeNull();
        await Time.ElapseAsync(TimeSpan.FromHours(2));

        // Opening a connection is tried up to three times in a row.
        var connections = imap.Server.Counters.Imap.Connections - before;
        connections.ShouldBeLessThan(afterLogin ? 60 : 180);
        connections.ShouldBeGreaterThan(15);
        imap.Server.Faults.Clear();
        imap.Deliver(1, first: 7);
        await watching.ArrivalAsync("message 7");
    }

    [Fact]
    public async Task A_server_that_hangs_up_at_the_end_of_IDLE_costs_reconnections_and_no_mail()
    {
        await using var imap = Start();
        imap.Server.Profile = imap.Server.Profile with { Imap = imap.Server.Profile.Imap.Misbehaving(ImapMisbehaviour.IdleHangsUp) };
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        for (var i = 0; i < 4; i++)
        {
            imap.Deliver(1, first: i);
            await watching.ArrivalAsync($"message {i}");
        }

        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_server_that_cuts_an_IDLE_after_three_minutes_never_gets_to_it()
    {
        await using var imap = Start();
        imap.Server.Profile = imap.Server.Profile with { Imap = imap.Server.Profile.Imap with { IdleLimit = TimeSpan.FromMinutes(3) } };
        await using var watching = await Watcher.BeginAsync(imap.Account, Time);
        for (var i = 0; i < 4; i++) await Time.ElapseAsync(TimeSpan.FromMinutes(5));
        imap.Server.Counters.Imap.Connections.ShouldBe(1);
        imap.LastSession.ClientLines.Count(l => l.EndsWith("IDLE", StringComparison.Ordinal)).ShouldBeInRange(8, 16);
    }
}
