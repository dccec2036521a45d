using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

public sealed class RefusedTransferTests
{
    [Theory]
    [InlineData("OK Expunge completed.")]
    [InlineData("NO [NOPERM] Permission denied.")]
    public async Task What_a_move_cannot_remove_where_it_was_is_told_to_be_in_both_mailboxes(string answer)
    {
        await using var imap = new ImapFixture("MOVE");
        imap.Deliver(1);
        imap.User.CreateMailbox("Archives");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([.. (await imap.ListAsync()).Select(m => m.Id)], "Archives");
        imap.Server.Faults.Add(Fault.Answer("UID EXPUNGE", answer) with { Repeats = true });

        var failure = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure;
        failure.Remedy.English.ShouldStartWith("What was moved is in both mailboxes.");
        await imap.SyncAsync();
        (await imap.ListAsync()).Select(m => m.Mailbox).ShouldBe(["INBOX", "Archives"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("OK Expunge completed.", "QRESYNC,CONDSTORE")]
    [InlineData("OK Expunge completed.", "")]
    [InlineData("NO [NOPERM] Permission denied.", "")]
    public async Task A_deletion_that_the_server_does_not_make_is_told_and_taken_back_whatever_it_says(string answer, string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(4);
        await imap.SyncWellAsync();
        var ids = (await imap.ListAsync()).OrderBy(m => m.Uid).Select(m => m.Id).ToList();
        await imap.Actions.DeleteAsync([ids[0], ids[2]], forGood: true);
        imap.Server.Faults.Add(Fault.Answer("UID EXPUNGE", answer) with { Repeats = true });

        var report = await imap.SyncAsync();

        report.Mailboxes.Sum(m => m.Failed).ShouldBe(2);
        report.Problems.ShouldAllBe(p => p.Mailbox == "INBOX" && p.Failure.Kind == MailErrorKind.CommandRefused);
        report.Mailboxes.Sum(m => m.Added + m.Uploaded).ShouldBe(0);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        (await imap.ListAsync()).OrderBy(m => m.Uid).Select(m => m.Id).ShouldBe(ids);
        imap.User.Inbox.Messages.ShouldAllBe(m => m.Flags == FlagSet.None);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("UID MOVE")]
    [InlineData("UID COPY")]
    [InlineData("UID EXPUNGE")]
    public async Task A_server_that_asks_for_patience_is_asked_again_and_nothing_is_taken_back(string command)
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        imap.User.CreateMailbox("Archive");
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(1);
        if (command == "UID MOVE") await imap.Actions.MoveAsync([id], "Archive");
        else if (command == "UID COPY") await imap.Actions.CopyAsync([id], "Archive");
        else await imap.Actions.DeleteAsync([id], forGood: true);
        imap.Server.Faults.Add(Fault.Answer(command, "NO Request is throttled. Suggested Backoff Time: 299961 milliseconds"));

        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Remedy.English.ShouldContain("tried again");

        imap.User.FindMailbox("Archive")!.Messages.ShouldBeEmpty();
        (await imap.Actions.GetPendingAsync()).ShouldHaveSingleItem();
        await imap.SyncWellAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        (await imap.DistrustsAsync()).ShouldBeEmpty();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_refused_action_is_taken_back_with_the_reason_and_stops_no_other()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(4);
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        var before = await imap.ListAsync();
        foreach (var uid in (uint[])[1, 2, 3]) await imap.Actions.MoveAsync([await imap.IdAsync(uid)], "Other");
        await imap.Actions.DeleteAsync([await imap.IdAsync(4)], forGood: true);
        imap.Server.Faults.Add(Fault.Answer("UID MOVE 1:3", "NO [CANNOT] Not all of these."));
        imap.Server.Faults.Add(Fault.Answer("UID MOVE 3", "NO [CANNOT] Not this one."));
        var report = await imap.SyncAsync();
        var problem = report.Problems.ShouldHaveSingleItem();
        (problem.Mailbox, problem.Uid).ShouldBe(("INBOX", "3"));
        problem.Failure.ServerReply.ShouldNotBeNull().ShouldContain("Not this one");
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 2"]);
        (await imap.SubjectsAsync("Other")).ShouldBe(["message 0", "message 1"]);
        (await imap.ListAsync("INBOX")).ShouldHaveSingleItem().ShouldBe(before.Single(m => m.Uid == 3));
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("MOVE")]
    [InlineData("UIDPLUS,MOVE")]
    public async Task What_there_is_no_room_for_is_copied_later_and_what_there_was_room_for_not_again(string without)
    {
        await using var imap = new ImapFixture(without);
        var archive = imap.User.CreateMailbox("Archive");
        for (var i = 0; i < 760; i++)
        {
            imap.User.Inbox.SkipUids(4_000_000_000 + (uint)i * 3);
            imap.Deliver(1, first: i);
        }

        await imap.SyncWellAsync();
        await imap.Actions.CopyAsync([.. (await imap.ListAsync()).Select(m => m.Id)], "Archive");
        archive.MessageLimit = 740;
        (await imap.SyncAsync()).Problems.ShouldNotBeEmpty();
        archive.Messages.Count.ShouldBeInRange(600, 740);
        archive.MessageLimit = null;
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Archive")).ShouldBeUnique();
        archive.Messages.Count.ShouldBe(760);
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_moved_or_deleted_where_one_may_only_read_is_taken_back_and_stops_nothing(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(1);
        imap.Deliver(3, "Partagé", first: 10);
        imap.User.CreateMailbox("Other");
        imap.User.FindMailbox("Partagé")!.IsReadOnly = true;
        await imap.SyncWellAsync();
        var before = await imap.ListAsync("Partagé");
        await imap.Actions.MoveAsync([await imap.IdAsync(1, "Partagé")], "Other");
        await imap.Actions.DeleteAsync([await imap.IdAsync(2, "Partagé")], forGood: true);
        await imap.Actions.CopyAsync([await imap.IdAsync(3, "Partagé")], "Other");
        imap.Deliver(1, first: 1);

        var report = await imap.SyncAsync();

        report.Outcome.ShouldBe(SyncOutcome.CompletedWithProblems, report.Failure?.ToString());
        report.Problems.Select(p => (p.Mailbox, p.Uid)).ShouldBe([("Partagé", "1"), ("Partagé", "2")], ignoreOrder: true);
        report.Problems.ShouldAllBe(p => p.Failure.Message.English.Contains("can only be read") && p.Failure.Message.French.Contains("lecture seule"));
        (await imap.ListAsync("Partagé")).ShouldBe(before, ignoreOrder: true);
        (await imap.SubjectsAsync("Other")).ShouldBe(["message 12"]);
        (await imap.ListAsync("INBOX")).Count.ShouldBe(2);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_moved_or_deleted_where_one_may_not_delete_is_taken_back_and_told(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(3, "Partagé");
        imap.User.CreateMailbox("Other");
        imap.User.FindMailbox("Partagé")!.PermanentFlags = FlagSet.Of("\\Seen", "\\Answered", "\\Flagged", "\\Draft", "\\*");
        await imap.SyncWellAsync();
        var before = await imap.ListAsync("Partagé");
        var moves = !without.Contains("MOVE", StringComparison.Ordinal);
        await imap.Actions.DeleteAsync([await imap.IdAsync(1, "Partagé")], forGood: true);
        if (!moves) await imap.Actions.MoveAsync([await imap.IdAsync(2, "Partagé")], "Other");
        await imap.Actions.CopyAsync([await imap.IdAsync(3, "Partagé")], "Other");

        var report = await imap.SyncAsync();

        report.Problems.Select(p => (p.Mailbox, p.Uid)).ShouldBe(moves ? [("Partagé", "1")] : [("Partagé", "1"), ("Partagé", "2")], ignoreOrder: true);
        report.Problems.ShouldAllBe(p => p.Failure.Message.English.Contains("mark messages as deleted") && p.Failure.Message.French.Contains("supprimés"));
        (await imap.ListAsync("Partagé")).ShouldBe(before, ignoreOrder: true);
        (await imap.SubjectsAsync("Other")).ShouldBe(["message 2"]);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        imap.Count("UID STORE").ShouldBe(0);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_is_deleted_where_no_flag_is_kept_is_taken_back_and_told()
    {
        await using var imap = new ImapFixture("UIDPLUS");
        imap.Deliver(1);
        imap.User.Inbox.PermanentFlags = FlagSet.None;
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([await imap.IdAsync(1)], forGood: true);
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Message.English.ShouldContain("mark messages as deleted");
        (await imap.ListAsync()).ShouldHaveSingleItem();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("UIDPLUS,MOVE")]
    public async Task Where_the_server_names_no_flag_that_it_keeps_but_keywords_flags_go_up_and_messages_are_deleted(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(3);
        imap.User.CreateMailbox("Other");
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.PermanentFlagsUnnamed));
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(1), add: "\\Seen travail");
        await imap.Actions.MoveAsync([await imap.IdAsync(2)], "Other");
        await imap.Actions.DeleteAsync([await imap.IdAsync(3)], forGood: true);
        await imap.SyncWellAsync();
        imap.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of("\\Seen", "travail"));
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0"]);
        (await imap.SubjectsAsync("Other")).ShouldBe(["message 1"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("UIDPLUS")]
    public async Task Where_MOVE_is_offered_and_refused_messages_are_copied_and_deleted_and_that_is_remembered(string without)
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(without, time: time);
        imap.Deliver(8);
        imap.User.CreateMailbox("Other");
        imap.User.CreateMailbox("Third");
        await imap.SyncWellAsync();
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.MoveRefused));
        var ids = (await imap.ListAsync()).OrderBy(m => m.Uid).Select(m => m.Id).ToList();
        await imap.Actions.MoveAsync(ids[..5], "Other");
        await imap.Actions.MoveAsync(ids[5..7], "Third");

        var report = await imap.SyncWellAsync();

        report.Notices.ShouldHaveSingleItem().ShouldSatisfyAllConditions(n => n.English.ShouldContain("MOVE"), n => n.French.ShouldContain("copiés puis supprimés"));
        (await imap.SubjectsAsync("Other")).Count.ShouldBe(5);
        (await imap.SubjectsAsync("Third")).Count.ShouldBe(2);
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 7"]);
        (await imap.DistrustsAsync()).Single().ShouldSatisfyAllConditions(d => (d.Promise, d.Reason).ShouldBe((ServerPromise.Move, DistrustReason.Refused)));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();

        await imap.Actions.MoveAsync([ids[7]], "Third");
        await imap.SyncWellAsync();
        imap.Count(without.Length == 0 ? "UID MOVE" : "MOVE").ShouldBe(0);
        (await imap.SubjectsAsync("Third")).Count.ShouldBe(3);

        imap.Behave();
        foreach (var (hours, remembered) in ((int, int)[])[(25, 1), (24, 0)])
        {
            time.Now += TimeSpan.FromHours(hours);
            await imap.Actions.MoveAsync([ids[7]], remembered == 1 ? "Other" : "Third");
            await imap.SyncWellAsync();
            imap.Count(without.Length == 0 ? "UID MOVE" : "MOVE").ShouldBe(1);
            (await imap.DistrustsAsync()).Count.ShouldBe(remembered);
        }

        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_move_that_is_refused_and_may_not_be_copied_either_is_taken_back_with_the_reason_of_the_first_refusal()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Other");
        imap.Server.Faults.Add(Fault.Answer("UID MOVE", "NO Not this one."));
        imap.Server.Faults.Add(Fault.Answer("UID COPY", "NO Nor so."));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.ServerReply.ShouldNotBeNull().ShouldContain("Not this one");
        (await imap.SubjectsAsync("INBOX")).Count.ShouldBe(2);
        (await imap.DistrustsAsync()).ShouldBeEmpty();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_move_that_is_refused_where_one_may_not_delete_is_not_copied()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1, "Partagé");
        imap.User.CreateMailbox("Other");
        imap.User.FindMailbox("Partagé")!.PermanentFlags = FlagSet.Of("\\Seen");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1, "Partagé")], "Other");
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.MoveRefused));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.ServerReply.ShouldNotBeNull().ShouldContain("not supported");
        (await imap.SubjectsAsync("Partagé")).Count.ShouldBe(1);
        (await imap.SubjectsAsync("Other")).ShouldBeEmpty();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("MOVE")]
    [InlineData("MOVE,QRESYNC")]
    [InlineData("MOVE,UIDPLUS,CONDSTORE")]
    public async Task What_a_move_copied_and_may_not_delete_is_in_both_places_and_told_once(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(3);
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(2)], "Other");
        imap.Server.Faults.Add(Fault.Answer("UID STORE 2", "NO [NOPERM] You may not delete here.") with { Repeats = true });
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.ServerReply.ShouldNotBeNull().ShouldContain("You may not delete");
        (await imap.ListAsync()).Count(m => m.Headers.Subject == "message 1").ShouldBe(2);
        await imap.ShouldRestAsync();
    }

    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];
}
