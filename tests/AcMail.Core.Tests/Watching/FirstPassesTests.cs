using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AcMail.Core.Tests.Watching;

public sealed class FirstPassesTests
{
    static readonly WatchStep.Pass Whole = new(PassScope.Account, false);

    [Fact]
    public async Task A_mailbox_that_takes_long_at_first_lets_others_in_and_goes_on_after_them()
    {
        var time = new CalmTime(WatchWorld.Start);
        await using var large = new ImapFixture(time: time) { AnswerTime = TimeSpan.FromHours(1) };
        await using var small = new ImapFixture(time: time);
        await ShouldTakeTurnsAsync(time, large, small, "UID FETCH", TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task So_does_a_maildrop()
    {
        var time = new CalmTime(WatchWorld.Start);
        await using var large = new ImapFixture(time: time) { Protocol = MailProtocol.Pop3 };
        await using var small = new ImapFixture(time: time) { Protocol = MailProtocol.Pop3 };
        await large.RestartAsync();
        await small.RestartAsync();
        await ShouldTakeTurnsAsync(time, large, small, "RETR", TimeSpan.FromSeconds(50));
    }

    [Fact]
    public async Task A_mailbox_that_is_told_to_stop_while_others_wait_stops()
    {
        await using var large = new ImapFixture { AnswerTime = TimeSpan.FromHours(1) };
        await using var small = new ImapFixture();
        large.Deliver(3);
        var slow = Fault.Stall(FaultPoint.Command("UID FETCH"));
        large.Server.Faults.Add(slow);
        using var passes = new FirstPasses(1, TimeProvider.System, NullLogger.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var reading = passes.RunAsync((MailAccount)large.Account, Whole, stop.Token);
        await large.Server.Faults.WhenStruckAsync(slow);
        var waiting = passes.RunAsync((MailAccount)small.Account, Whole, stop.Token);
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(reading);
        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    static async Task ShouldTakeTurnsAsync(CalmTime time, ImapFixture large, ImapFixture small, string slowCommand, TimeSpan alone)
    {
        time.Traffic = () => (large.Server.Sessions.Sum(s => s.ClientLines.Count), small.Server.Sessions.Sum(s => s.ClientLines.Count));
        large.Deliver(3);
        small.Deliver(2);
        var slow = Fault.Stall(FaultPoint.Command(slowCommand));
        large.Server.Faults.Add(slow);
        using var passes = new FirstPasses(1, time, NullLogger.Instance);

        var reading = passes.RunAsync((MailAccount)large.Account, Whole, TestContext.Current.CancellationToken);
        await large.Server.Faults.WhenStruckAsync(slow);
        await time.ElapseAsync(alone);
        large.Server.Sessions.Count.ShouldBe(1, "nobody waits");

        var waiting = passes.RunAsync((MailAccount)small.Account, Whole, TestContext.Current.CancellationToken);
        await time.CalmAsync();
        waiting.IsCompleted.ShouldBeFalse();
        await time.ElapseAsync(TimeSpan.FromSeconds(5));

        (await waiting.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken)).MessagesAdded.ShouldBe(2);
        (await reading.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken)).MessagesAdded.ShouldBe(3);
        large.Server.Sessions.Count.ShouldBe(2);
    }
}
