using System.Text;
using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

public sealed class TransferTests
{
    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_moved_copied_and_deleted_here_is_so_on_the_server(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(4);
        imap.Deliver(1, "Archive", first: 10);
        await imap.SyncWellAsync();
        var ids = (await imap.ListAsync("INBOX")).OrderBy(m => m.Uid).Select(m => m.Id).ToList();
        await imap.Actions.MoveAsync([ids[0]], "archive");
        var copies = await imap.Actions.CopyAsync([ids[1]], "Archive");
        await imap.Actions.DeleteAsync([ids[2]], forGood: true);
        await imap.MarkAsync(ids[0], add: "\\Flagged");

        await imap.RestartAsync();
        (await imap.Account.Replica.FindAsync(ids[0]))!.ShouldSatisfyAllConditions(m => m.Mailbox.ShouldBe("Archive"), m => m.IsPending.ShouldBeTrue(), m => m.Uid.ShouldBe(0u));
        (await imap.Account.Replica.FindAsync(ids[2])).ShouldBeNull();
        (await imap.Actions.GetPendingAsync()).Select(p => p.Kind).ShouldBe(
            [PendingActionKind.Move, PendingActionKind.Copy, PendingActionKind.Delete, PendingActionKind.Mark]);

        await imap.SyncWellAsync();
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        (await imap.Account.Replica.FindAsync(ids[0]))!.ShouldSatisfyAllConditions(m => m.Mailbox.ShouldBe("Archive"), m => m.IsPending.ShouldBeFalse());
        (await imap.Account.Replica.FindAsync(copies[0]))!.IsPending.ShouldBeFalse();
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 1", "message 3"]);
        (await imap.SubjectsAsync("Archive")).Order().ShouldBe(["message 0", "message 1", "message 10"]);
        imap.User.FindMailbox("Archive")!.Messages.Single(m => ImapFixture.SubjectOf(m) == "message 0").Flags.ShouldBe(FlagSet.Of("\\Flagged"));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_copied_three_times_into_one_mailbox_is_there_three_times_and_each_copy_goes_its_own_way(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(2);
        imap.User.CreateMailbox("Archive");
        await imap.SyncWellAsync();
        var original = await imap.IdAsync(1);
        var first = (await imap.Actions.CopyAsync([original, await imap.IdAsync(2)], "Archive"))[0];
        var second = (await imap.Actions.CopyAsync([original], "Archive"))[0];
        // A copy of a copy that the server does not have yet.
        var third = (await imap.Actions.CopyAsync([first], "Archive"))[0];

        await imap.SyncWellAsync();
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Archive")).Order().ShouldBe(["message 0", "message 0", "message 0", "message 1"]);
        (await imap.ListAsync("Archive")).Select(m => m.Id).ShouldBeSubsetOf([first, first + 1, second, third]);

        await imap.Actions.DeleteAsync([first, original], forGood: true);
        await imap.Actions.MoveAsync([second], "INBOX");
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Archive")).Order().ShouldBe(["message 0", "message 1"]);
        (await imap.SubjectsAsync("INBOX")).Order().ShouldBe(["message 0", "message 1"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("MOVE,UIDPLUS")]
    [InlineData("MOVE,UIDPLUS,UNSELECT")]
    public async Task A_server_that_says_of_EXAMINE_that_the_mailbox_can_be_written_is_asked_again_before_it_is(string without)
    {
        await using var imap = new ImapFixture(without) { KeepsConnection = true };
        imap.User.CreateMailbox("A");
        imap.Deliver(2, "Z");
        imap.Server.Faults.Add(Fault.ReplaceReply("EXAMINE", "OK [READ-WRITE] Examined.") with { Repeats = true });
        await imap.SyncWellAsync();
        await imap.MarkAsync(await imap.IdAsync(2, "Z"), add: "\\Flagged");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1, "Z")], "A");
        await imap.SyncWellAsync();

        (await imap.SubjectsAsync("A")).ShouldBe(["message 0"]);
        (await imap.SubjectsAsync("Z")).ShouldBe(["message 1"]);
        imap.User.FindMailbox("Z")!.Messages.Select(m => m.Flags).ShouldBe([FlagSet.Of("\\Deleted"), FlagSet.Of("\\Flagged")]);
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task Two_messages_of_one_Message_ID_are_moved_once_each(string without)
    {
        await using var imap = new ImapFixture($"{without},OBJECTID");
        foreach (var subject in (string[])["direct", "[list] direct"])
            imap.User.Inbox.Add(Encoding.ASCII.GetBytes($"Subject: {subject}\r\nMessage-ID: <1@x.fr>\r\n\r\nbody\r\n"), FlagSet.None);
        imap.User.CreateMailbox("Classés");
        await imap.SyncWellAsync();
        long[] ids = [await imap.IdAsync(1), await imap.IdAsync(2)];
        await imap.Actions.MoveAsync(ids, "Classés");
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Classés")).ShouldBe(["direct", "[list] direct"], ignoreOrder: true);
        (await imap.ListAsync()).ToDictionary(m => m.Id, m => m.Headers.Subject).ShouldBe(new Dictionary<long, string> { [ids[0]] = "direct", [ids[1]] = "[list] direct" }, ignoreOrder: true);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_takes_the_place_of_a_message_that_is_gone_is_kept_all_the_same()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(1));
        var id = await imap.Actions.AppendAsync(new(content) { Replaces = 4711 });
        await imap.SyncWellAsync();
        (await imap.Account.Replica.FindAsync(id))!.IsPending.ShouldBeFalse();
        imap.User.Inbox.Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Deleting_moves_to_the_trash_which_is_created_where_there_is_none_and_deletes_there_for_good()
    {
        await using var imap = new ImapFixture(profile: p => p with { Mailboxes = [] });
        imap.Deliver(2);
        await imap.SyncWellAsync();
        var ids = (await imap.ListAsync()).Select(m => m.Id).ToList();
        await imap.Actions.DeleteAsync([ids[0]]);
        await imap.Actions.DeleteAsync([ids[1]]);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Trash")).Count.ShouldBe(2);
        await imap.Actions.DeleteAsync([ids[0]]);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Trash")).Count.ShouldBe(1);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task Deleting_nothing_creates_no_trash()
    {
        await using var imap = new ImapFixture(profile: p => p with { Mailboxes = [] });
        imap.Deliver(1);
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([]);
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX"]);
    }

    [Theory]
    [InlineData(MailboxRole.None)]
    [InlineData((MailboxRole)99)]
    public async Task A_message_for_a_role_that_is_none_is_refused_and_creates_no_mailbox(MailboxRole role)
    {
        await using var imap = new ImapFixture(profile: p => p with { Mailboxes = [] });
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(1));
        await Should.ThrowAsync<ArgumentException>(async () => await imap.Actions.AppendAsync(new(content) { Role = role }));
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX"]);
        await imap.Actions.AppendAsync(new(content) { Role = role, Mailbox = "INBOX" });
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 1"]);
    }

    [Fact]
    public async Task An_action_that_is_taken_back_in_time_costs_nothing_on_the_wire()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(3);
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        var before = await imap.ListAsync();
        await imap.Actions.MoveAsync([before[0].Id], "Other");
        await imap.Actions.DeleteAsync([before[1].Id], forGood: true);
        var copies = await imap.Actions.CopyAsync([before[2].Id], "Other");
        (await imap.Actions.UndoAsync([before[0].Id, before[1].Id, copies[0], 999])).ShouldBe([before[0].Id, before[1].Id, copies[0]], ignoreOrder: true);
        (await imap.ListAsync()).ShouldBe(before);
        await imap.ShouldRestAsync();
        (imap.Count("SELECT") + imap.Count("EXAMINE") + imap.Count("UID MOVE") + imap.Count("UID COPY") + imap.Count("EXPUNGE")).ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_tells_no_UIDVALIDITY_and_numbers_anew_loses_no_message_to_what_was_done_here()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(4);
        imap.User.CreateMailbox("Other");
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.UidValidityZero));
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([await imap.IdAsync(4)], forGood: true);
        await imap.Actions.MoveAsync([await imap.IdAsync(2)], "Other");
        await imap.Actions.CopyAsync([await imap.IdAsync(3)], "Other");
        (await imap.ListAsync("Other")).ShouldAllBe(m => m.IsPending);
        await imap.MarkAsync(await imap.IdAsync(3), add: "\\Deleted");
        // What was message 2 has number 4 now, and what was message 1 has number 3.
        imap.User.Inbox.ChangeUidValidity(imap.User.Inbox.UidValidity + 1, firstUid: 3);
        var report = await imap.SyncAsync();
        report.Problems.Select(p => p.Failure.Message.English).ShouldContain(m => m.Contains("UIDVALIDITY", StringComparison.Ordinal));
        imap.User.Inbox.Messages.Count.ShouldBe(4);
        imap.User.Inbox.Messages.ShouldAllBe(m => !m.Flags.Contains("\\Deleted"));
        imap.Behave();
        await imap.SyncAsync();
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        for (var i = 0; i < 4; i++) (await imap.ListAsync()).Select(m => m.Headers.Subject).ShouldContain($"message {i}");
    }

    [Fact]
    public async Task Another_clients_deletion_wins_over_a_move_here_and_is_told()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Other");
        imap.User.Inbox.Remove(1);
        var report = await imap.SyncAsync();
        report.Problems.ShouldHaveSingleItem().Failure.Message.English.ShouldContain("another program");
        (await imap.ListAsync()).ShouldHaveSingleItem().Uid.ShouldBe(2u);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_mailbox_that_goes_after_it_was_listed_fails_what_was_to_be_moved_out_of_it_and_nothing_else()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        imap.Deliver(1, "Other", first: 5);
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Other");
        imap.Deliver(1, "Other", first: 6);
        imap.Server.Faults.Add(Fault.Answer("SELECT", "NO [NONEXISTENT] Mailbox does not exist"));
        var report = await imap.SyncAsync();
        report.Failure.ShouldBeNull();
        report.Problems.ShouldNotBeEmpty();
        (await imap.ListAsync("Other")).Count.ShouldBe(3);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Other")).Order().ShouldBe(["message 0", "message 5", "message 6"]);
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_other_clients_marked_as_deleted_is_never_expunged_along(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(3);
        imap.User.Inbox.SetFlags(1, FlagSet.Of("\\Deleted"));
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([await imap.IdAsync(2)], forGood: true);
        await imap.Actions.MoveAsync([await imap.IdAsync(3)], "Other");
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("INBOX")).ShouldContain("message 0");
        (await imap.SubjectsAsync("Other")).ShouldBe(["message 2"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task After_a_changed_uidvalidity_actions_on_old_uids_are_taken_back_visibly_and_uploads_survive(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(3);
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        var ids = (await imap.ListAsync()).Select(m => m.Id).Order().ToList();
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Other");
        await imap.Actions.DeleteAsync([await imap.IdAsync(2)], forGood: true);
        using var content = new MemoryStream(ImapFixture.Message(9));
        await imap.Actions.AppendAsync(new(content));
        imap.User.Inbox.ChangeUidValidity(imap.User.Inbox.UidValidity + 1, firstUid: 40);
        var report = await imap.SyncAsync();
        report.Problems.ShouldHaveSingleItem().Failure.Message.English.ShouldContain("anew");
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0", "message 1", "message 2", "message 9"]);
        (await imap.ListAsync()).Select(m => m.Id).Order().Take(3).ShouldBe(ids);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task What_is_done_while_a_mailbox_is_found_to_be_numbered_anew_does_not_wait_for_it_to_change_again(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(4);
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        imap.User.Inbox.ChangeUidValidity(imap.User.Inbox.UidValidity + 1, firstUid: 40);
        var goOn = new TaskCompletionSource();
        var stall = Fault.Stall(FaultPoint.Reply("EXAMINE"), goOn.Task);
        imap.Server.Faults.Add(stall);
        var pass = imap.SyncAsync();
        await imap.Server.Faults.WhenStruckAsync(stall);
        await imap.Actions.CopyAsync([await imap.IdAsync(1)], "Other");
        await imap.Actions.MoveAsync([await imap.IdAsync(2)], "Other");
        await imap.Actions.DeleteAsync([await imap.IdAsync(3)], forGood: true);
        goOn.SetResult();
        await pass;
        await imap.SyncAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.SubjectsAsync("Other")).ShouldBe(["message 0"]);
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0", "message 1", "message 2", "message 3"]);
    }

    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];
}
