using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class RefusedMessageTests
{
    static void LeaveNothing(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.NotAtAll;

    [Fact]
    public async Task A_message_that_the_server_refuses_stops_no_other_and_stays()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("RETR 1", "-ERR no such thing"));
        pop.Deliver("b", "a", "c");
        var report = await pop.SyncAsync();
        report.ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems), r => r.Problems.ShouldHaveSingleItem().Failure.ServerReply.ShouldBe("no such thing"),
            r => r.MessagesAdded.ShouldBe(2), r => r.Maildrop!.Deleted.ShouldBe(2));
        pop.OnServer.ShouldBe([PopFixture.Message("b")]);
        (await pop.LedgerAsync()).Count(e => e.State == AcMail.Storage.DropState.Seen).ShouldBe(1);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("", "RETR 2")]
    [InlineData("PIPELINING", "RETR 2")]
    [InlineData("PIPELINING", "TOP 2")]
    public async Task A_message_that_another_client_deletes_during_the_session_is_no_problem(string without, string command)
    {
        await using var pop = new PopFixture(o => o.MaximumDownloadSize = command == "TOP 2" ? 1 : null, p => p.Without(without) with { RefusesRemoved = true });
        pop.Deliver("a", "b", "c");
        var goOn = new TaskCompletionSource();
        var stall = Fault.Stall(FaultPoint.Command(command), goOn.Task);
        pop.Server.Faults.Add(stall);
        var pass = pop.SyncAsync();
        await pop.Server.Faults.WhenStruckAsync(stall);
        pop.User.Inbox.Remove([2u]);
        goOn.SetResult();
        (await pass).ShouldSatisfyAllConditions(
            r => r.Failure.ShouldBeNull($"{r.Failure}"), r => r.Problems.ShouldBeEmpty(), r => r.Notices.ShouldBeEmpty(), r => r.MessagesAdded.ShouldBe(2));
        pop.Server.Sessions.Count.ShouldBe(2);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_refused_is_told_once_and_costs_another_session_the_first_time_only()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("RETR 1", "-ERR no such thing"));
        pop.Deliver("b", "a");
        foreach (var sessions in (int[])[2, 1, 1])
        {
            var before = pop.Server.Sessions.Count;
            (await pop.SyncAsync()).Problems.ShouldHaveSingleItem();
            (pop.Server.Sessions.Count - before).ShouldBe(sessions);
        }
    }

    [Fact]
    public async Task What_is_refused_in_each_of_several_sessions_is_told_once()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("RETR 1", "-ERR no such thing"));
        pop.Deliver(["b", .. Enumerable.Range(0, (2 * PopSitting.DeletionsAtOnce) + 10).Select(i => $"m{i}")]);
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(
            r => r.Problems.ShouldHaveSingleItem(), r => r.Mailboxes.Single().Failed.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBe((2 * PopSitting.DeletionsAtOnce) + 10));
        pop.Server.Sessions.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_refused_is_told_in_the_first_session_where_LOGIN_DELAY_forbids_another()
    {
        await using var pop = new PopFixture(null, p => p.Answering("RETR 1", "-ERR no such thing") with { LoginDelay = TimeSpan.FromMinutes(5) });
        pop.Deliver("b", "a");
        (await pop.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.ServerReply.ShouldBe("no such thing");
        pop.Server.Sessions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_deletion_that_the_server_refuses_stops_no_other()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("DELE 2", "-ERR not this one", Repetition.Always));
        pop.Deliver("a", "b", "c");
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(r => r.Problems.Count.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBe(2));
        pop.OnServer.ShouldBe([PopFixture.Message("b")]);
        pop.Profile = ServerProfile.Full.Pop3;
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
        pop.Count("RETR").ShouldBe(3);
    }
}
