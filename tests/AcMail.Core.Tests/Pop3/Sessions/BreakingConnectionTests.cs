using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class BreakingConnectionTests
{
    static void KeepForTenDays(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.ForDays(10);

    static void LeaveNothing(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.NotAtAll;

    [Fact]
    public async Task Pipelining_that_loses_commands_gives_way_to_one_by_one()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.LostPipeline));
        pop.Deliver("a", "b", "c");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.MessagesAdded.ShouldBe(3), r => r.Maildrop!.Deleted.ShouldBe(3),
            r => r.Notices.ShouldHaveSingleItem().English.ShouldContain("PIPELINING"));
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("RETR 1")]
    [InlineData("RETR 2")]
    public async Task A_connection_that_breaks_once_over_several_messages_says_nothing_against_the_server(string command)
    {
        await using var pop = new PopFixture(LeaveNothing);
        pop.Deliver("a", "b", "c");
        pop.Server.Faults.Add(Fault.LoseReply(command));
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.MessagesAdded.ShouldBe(3), r => r.Maildrop!.Deleted.ShouldBe(3), r => r.Notices.ShouldBeEmpty());
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_once_over_several_deletions_says_nothing_against_the_server()
    {
        await using var pop = new PopFixture(KeepForTenDays);
        pop.Deliver("a", "b", "c");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        pop.Profile = pop.Profile.Answering("TOP", "-ERR no");
        pop.Server.Faults.Add(Fault.LoseReply("DELE 2"));
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.Maildrop!.Deleted.ShouldBe(3), r => r.Notices.ShouldBeEmpty());
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_server_that_breaks_off_after_some_commands_does_not_keep_new_mail_from_coming()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Without("PIPELINING").Misbehaving(Pop3Misbehaviour.QuitDroppedUnanswered, Repetition.Once));
        pop.Deliver("a", "b", "c", "d", "e");
        await pop.SyncWellAsync();
        pop.OnServer.Count().ShouldBe(5);
        pop.Deliver("new");
        foreach (var occurrence in (int[])[4, 8, 12]) pop.Server.Faults.Add(Fault.LoseCommand("TOP", occurrence));

        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        pop.OnServer.ShouldBeEmpty();
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("", "RETR 2")]
    [InlineData("PIPELINING", "RETR 2")]
    [InlineData("PIPELINING", "RETR 1")]
    public async Task A_message_over_which_the_server_hangs_up_each_time_stops_no_other_and_stays(string without, string command)
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Without(without));
        pop.Deliver("a", "b", "c");
        pop.Server.Faults.Add(Fault.LoseCommand(command) with { Repeats = true });
        var report = await pop.SyncAsync();
        report.ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems, $"{r.Failure}"),
            r => r.Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.ConnectionLost),
            r => r.MessagesAdded.ShouldBe(2), r => r.Maildrop!.Deleted.ShouldBe(2), r => r.Notices.ShouldBeEmpty());
        pop.OnServer.ShouldHaveSingleItem();
        pop.Server.Sessions.Count.ShouldBeLessThanOrEqualTo(4);
        (await pop.LedgerAsync()).Count(e => e.State == AcMail.Storage.DropState.Seen).ShouldBe(1);

        pop.Server.Faults.Clear();
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        pop.OnServer.ShouldBeEmpty();
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("PIPELINING", 2)]
    public async Task A_server_that_falls_silent_over_every_message_is_left_alone_after_two_and_named(string without, int sessions)
    {
        await using var pop = new PopFixture(o => o.AnswerTime = TimeSpan.FromSeconds(1), p => p.Without(without));
        pop.Deliver("a", "b", "c", "d", "e");
        pop.Server.Faults.Add(Fault.Stall(FaultPoint.Command("RETR")) with { Repeats = true });
        var failure = (await pop.SyncAsync()).Failure.ShouldNotBeNull();
        (failure.Kind, failure.Message.English).ShouldBe((MailErrorKind.Timeout, $"127.0.0.1:{pop.Server.Pop3Port} did not answer in time."));
        // Where the server has not noticed yet that the session before is over, a login comes to nothing.
        pop.SessionsWith("RETR").ShouldBe(sessions);

        pop.Server.Faults.Clear();
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(5);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task Two_messages_over_which_the_server_falls_silent_keep_the_others_until_the_next_pass_only()
    {
        await using var pop = new PopFixture(o => o.AnswerTime = TimeSpan.FromSeconds(1), p => p.Without("PIPELINING"));
        pop.Deliver("a", "b", "c", "d");
        foreach (var command in (string[])["RETR 1", "RETR 2"]) pop.Server.Faults.Add(Fault.Stall(FaultPoint.Command(command)) with { Repeats = true });
        (await pop.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.Timeout);
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(
            r => r.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems, $"{r.Failure}"), r => r.MessagesAdded.ShouldBe(2), r => r.Problems.Count.ShouldBe(2));

        pop.Server.Faults.Clear();
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(2);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData("TOP 1", 2)]
    [InlineData("TOP 3", 3)]
    public async Task A_due_message_whose_header_breaks_the_connection_each_time_keeps_no_other_from_leaving(string command, int deleted)
    {
        await using var pop = new PopFixture(KeepForTenDays);
        pop.Deliver("a", "b", "c", "d");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        pop.Deliver("new");
        pop.Server.Faults.Add(Fault.LoseCommand(command) with { Repeats = true });
        (await pop.SyncAsync()).ShouldSatisfyAllConditions(
            r => r.Failure.ShouldBeNull($"{r.Failure}"), r => r.MessagesAdded.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBeGreaterThanOrEqualTo(deleted));

        pop.Server.Faults.Clear();
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBe([PopFixture.Message("new")]);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task What_broke_the_connection_before_comes_after_new_mail_also_where_LOGIN_DELAY_ends_the_pass_and_in_another_process()
    {
        await using var pop = new PopFixture(null, p => p.Without("PIPELINING") with { LoginDelay = TimeSpan.FromMinutes(5) });
        pop.Deliver("a", "b");
        pop.Server.Faults.Add(Fault.LoseCommand("RETR 1") with { Repeats = true });
        (await pop.SyncAsync()).Failure!.Kind.ShouldBe(MailErrorKind.ConnectionLost);
        pop.Server.Sessions.Count.ShouldBe(1);

        await pop.RestartAsync();
        pop.Deliver("new");
        pop.Time.Now = pop.ServerTime.Now = pop.Time.Now.AddMinutes(5);
        (await pop.SyncAsync()).MessagesAdded.ShouldBe(2);

        pop.Server.Faults.Clear();
        pop.Time.Now = pop.ServerTime.Now = pop.Time.Now.AddMinutes(5);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        await pop.NothingIsLostAsync();
    }
}
