using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

public sealed class MarkTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.Rungs];

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Flags_travel_both_ways_and_per_flag(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(3);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "\\Seen urgent");
        await imap.MarkAsync(await imap.IdAsync(2), add: "\\Flagged");
        imap.User.Inbox.SetFlags(1, FlagSet.Of("\\Answered"));
        imap.User.Inbox.SetFlags(3, FlagSet.Of("\\Seen", "$Junk"));
        (await imap.ListAsync()).Single(m => m.Uid == 1).Flags.ShouldBe(ImapFixture.Flags("\\Seen urgent"));

        var inbox = (await imap.SyncWellAsync()).Mailboxes.Single(m => m.Role == MailboxRole.Inbox);

        (inbox.Uploaded, inbox.FlagsChanged).ShouldBe((2, 2));
        imap.User.Inbox.Messages.Select(m => m.Flags).ShouldBe([FlagSet.Of("\\Answered", "\\Seen", "urgent"), FlagSet.Of("\\Flagged"), FlagSet.Of("\\Seen", "$Junk")]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();

        await imap.MarkAsync(await imap.IdAsync(1), remove: "\\Seen URGENT");
        await imap.SyncWellAsync();
        imap.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of("\\Answered"));
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_mark_taken_back_in_time_costs_nothing_on_the_wire()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(1);
        await imap.MarkAsync(id, add: "\\Seen Urgent");
        await imap.RestartAsync();
        await imap.MarkAsync(id, remove: "\\Seen urgent");
        await imap.ShouldRestAsync();
        (imap.Count("SELECT") + imap.Count("EXAMINE") + imap.Count("UID STORE")).ShouldBe(0);
    }

    [Fact]
    public async Task Five_hundred_marks_take_four_round_trips_and_the_next_pass_none_but_the_list()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(600);
        await imap.SyncWellAsync();
        await imap.ShouldRestAsync();
        var before = imap.Server.Counters;
        await imap.SyncWellAsync();
        var idle = (imap.Server.Counters - before).Imap.RoundTrips;
        var ids = (await imap.ListAsync()).Select(m => m.Id).ToList();
        await imap.Account.Replica.Actions.MarkAsync([.. ids.Take(250)], ImapFixture.Flags("\\Seen"), default);
        await imap.Account.Replica.Actions.MarkAsync([.. ids.Skip(250).Take(250)], ImapFixture.Flags("\\Seen"), default);

        before = imap.Server.Counters;
        (await imap.SyncWellAsync()).Mailboxes.Sum(m => m.Uploaded).ShouldBe(500);
        ((imap.Server.Counters - before).Imap.RoundTrips - idle).ShouldBeLessThanOrEqualTo(4);

        before = imap.Server.Counters;
        await imap.ShouldRestAsync();
        (imap.Server.Counters - before).Imap.RoundTrips.ShouldBe(idle);
    }

    [Fact]
    public async Task A_refused_flag_is_taken_back_with_the_reason_and_stops_nothing_else()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(3);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "brouillon");
        await imap.MarkAsync(await imap.IdAsync(2), add: "\\Seen");
        imap.Deliver(1, first: 3);
        imap.Server.Faults.Add(Fault.Answer("UID STORE 1 ", "NO [LIMIT] Too many keywords."));

        var report = await imap.SyncAsync();

        report.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems);
        var problem = report.Problems.ShouldHaveSingleItem();
        (problem.Mailbox, problem.Uid).ShouldBe(("INBOX", "1"));
        problem.Failure.Message.English.ShouldContain("brouillon");
        problem.Failure.ServerReply.ShouldNotBeNull().ShouldContain("Too many keywords");
        report.Mailboxes.Single(m => m.Role == MailboxRole.Inbox).ShouldSatisfyAllConditions(m => m.Added.ShouldBe(1), m => m.Uploaded.ShouldBe(1), m => m.Failed.ShouldBe(1));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_refused_keyword_takes_no_other_flag_along()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "\\Seen \\Flagged urgent");
        foreach (var occurrence in (int[])[1, 4]) imap.Server.Faults.Add(Fault.Answer("UID STORE", "NO [LIMIT] No 27th keyword.", occurrence));

        var problem = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();

        problem.Failure.Message.English.ShouldContain("urgent");
        problem.Failure.Message.English.ShouldNotContain("Seen");
        imap.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of("\\Seen", "\\Flagged"));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("NO [UNAVAILABLE] Try later.")]
    [InlineData("NO [OVERQUOTA] No room.")]
    [InlineData("NO Request is throttled. Suggested Backoff Time: 299961 milliseconds")]
    [InlineData("NO [THROTTLED] Account exceeded command or bandwidth limits. (Failure)")]
    public async Task A_server_that_cannot_just_now_is_asked_again(string answer)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "\\Seen");
        imap.Server.Faults.Add(Fault.Answer("UID STORE", answer));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Remedy.English.ShouldContain("waits here");
        (await imap.ListAsync()).Single().Flags.ShouldBe(ImapFixture.Flags("\\Seen"));
        await imap.SyncWellAsync();
        imap.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of("\\Seen"));
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_flag_that_the_server_says_it_stored_and_did_not_is_not_shown(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(2);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "\\Seen");
        imap.Server.Faults.Add(Fault.Answer("UID STORE", "OK done."));
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_keyword_that_the_server_drops_in_silence_is_told(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(3);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "urgent");
        await imap.MarkAsync(await imap.IdAsync(2), add: "\\Seen");
        imap.Server.Faults.Add(Fault.Answer("UID STORE 1 ", "OK Store completed."));

        var report = await imap.SyncWellAsync();

        report.Notices.ShouldHaveSingleItem().English.ShouldContain("urgent on 1 message");
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task In_a_mailbox_that_can_only_be_read_marks_are_taken_back()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "\\Seen");
        imap.Server.Faults.Add(Fault.ReplaceReply("SELECT", "OK [READ-ONLY] Selected."));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Message.English.ShouldContain("can only be read");
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_mark_outlives_a_changed_uidvalidity()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(3);
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(3), add: "\\Flagged");
        imap.User.Inbox.ChangeUidValidity(imap.User.Inbox.UidValidity + 1, firstUid: 40);
        await imap.SyncWellAsync();
        await imap.SyncWellAsync();
        imap.User.Inbox.Messages.Select(m => m.Flags).ShouldBe([FlagSet.None, FlagSet.None, FlagSet.Of("\\Flagged")]);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task Whoever_undoes_a_change_whose_reply_was_lost_is_obeyed()
    {
        await using var imap = new ImapFixture { Reopens = false };
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(1);
        await imap.MarkAsync(id, add: "\\Seen");
        imap.Server.Faults.Add(Fault.LoseReply("UID STORE"));
        (await imap.SyncAsync()).Outcome.ShouldBe(SyncOutcome.Failed);
        imap.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of("\\Seen"));
        await imap.MarkAsync(id, remove: "\\Seen");
        await imap.SyncWellAsync();
        imap.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.None);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_message_that_is_not_held_is_told_and_nothing_is_marked()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(1);
        var e = await Should.ThrowAsync<MailException>(async () => await imap.Account.Replica.Actions.MarkAsync([id, id + 77], ImapFixture.Flags("\\Seen"), default));
        e.Failure.Kind.ShouldBe(MailErrorKind.MessageNotFound);
        (await imap.ListAsync()).Single().Flags.IsEmpty.ShouldBeTrue();
        await Should.ThrowAsync<ArgumentException>(async () => await imap.Account.Replica.Actions.MarkAsync([id], new(SystemFlags.None, "x y)"), default));
    }
}
