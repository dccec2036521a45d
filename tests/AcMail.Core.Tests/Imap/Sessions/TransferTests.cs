using System.Globalization;
using System.Text;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

public sealed class TransferTests
{
    public static TheoryData<string> Rungs => [.. ImapFixture.TransferRungs];

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
    public async Task What_is_appended_here_goes_up_byte_for_byte(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var odd = "From: a@x.fr\nSubject: été \u0001\nX:no space\n: no name\nMessage-ID: <odd@x.fr>\n\nlone \r return\n.\n\u0085 no end"u8.ToArray();
        var date = new DateTimeOffset(2020, 2, 29, 12, 0, 0, TimeSpan.FromHours(2));
        using var content = new MemoryStream(odd);
        var id = await imap.Actions.AppendAsync(new(content) { Mailbox = "inbox", Flags = ImapFixture.Flags("\\Seen travail"), InternalDate = date });
        (await imap.Account.Replica.FindAsync(id))!.Headers.MessageId.ShouldBe("odd@x.fr");
        await imap.SyncWellAsync();
        var sent = imap.User.Inbox.Messages[1];
        sent.Content.ToArray().ShouldBe(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(odd).Replace("\n", "\r\n", StringComparison.Ordinal)));
        (sent.Flags, sent.InternalDate).ShouldBe((FlagSet.Of("\\Seen", "travail"), date));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
        (await imap.Account.Replica.FindAsync(id))!.Uid.ShouldBe(sent.Uid);
    }

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

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", 1970)]
    [InlineData("1969-12-31T23:59:59Z", 1970)]
    [InlineData("9999-12-31T23:59:59Z", null)]
    public async Task A_message_whose_date_servers_cannot_keep_goes_up_with_one_that_they_can(string date, int? year)
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(1));
        var id = await imap.Actions.AppendAsync(new(content) { InternalDate = DateTimeOffset.Parse(date, CultureInfo.InvariantCulture) });

        await imap.SyncWellAsync();

        var sent = imap.User.Inbox.Messages.ShouldHaveSingleItem();
        sent.InternalDate.UtcDateTime.Year.ShouldBe(year ?? TimeProvider.System.GetUtcNow().Year);
        (await imap.Account.Replica.FindAsync(id))!.IsPending.ShouldBeFalse();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_message_whose_keyword_the_server_has_no_room_for_goes_up_without_it()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(1));
        await imap.Actions.AppendAsync(new(content) { Flags = ImapFixture.Flags("\\Seen urgent") });
        imap.Server.Faults.Add(Fault.Answer("APPEND", "NO [LIMIT] Too many user flags in mailbox."));

        var report = await imap.SyncWellAsync();

        imap.User.Inbox.Messages.ShouldHaveSingleItem().Flags.ShouldBe(FlagSet.Of("\\Seen"));
        report.Notices.ShouldHaveSingleItem().English.ShouldContain("urgent");
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
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
    public async Task What_was_appended_and_is_elsewhere_or_gone_by_now_is_not_appended_again_after_a_rebuild()
    {
        await using var imap = new ImapFixture();
        imap.User.CreateMailbox("Classés");
        await imap.SyncWellAsync();
        var ids = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            using var content = new MemoryStream(ImapFixture.Message(i));
            ids.Add(await imap.Actions.AppendAsync(new(content)));
        }

        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([ids[0]], "Classés");
        await imap.Actions.DeleteAsync([ids[1]], forGood: true);
        await imap.SyncWellAsync();
        await imap.RebuildAsync();
        await imap.SyncWellAsync();

        imap.CountUploads().ShouldBe(3);
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 2"]);
        (await imap.SubjectsAsync("Classés")).ShouldBe(["message 0"]);
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

    [Theory]
    [MemberData(nameof(Rungs))]
    public async Task A_draft_is_saved_and_saved_again_and_only_the_last_form_stays(string without)
    {
        await using var imap = new ImapFixture(without);
        await imap.SyncWellAsync();
        var draft = new MimeKit.MimeMessage { Subject = "un", Body = new MimeKit.TextPart("plain") { Text = "1" } };
        var first = await imap.Actions.SaveDraftAsync(draft);
        draft.Subject = "deux";
        var second = await imap.Actions.SaveDraftAsync(draft, replaces: first);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Drafts")).ShouldBe(["deux"]);
        draft.Subject = "trois";
        await imap.Actions.SaveDraftAsync(draft, replaces: second);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Drafts")).ShouldBe(["trois"]);
        imap.User.FindMailbox("Drafts")!.Messages[^1].Flags.ShouldBe(FlagSet.Of("\\Draft", "\\Seen"));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
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

    [Fact]
    public async Task A_message_that_the_disk_has_damaged_is_not_sent_and_stops_no_other()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        var spoilt = "Subject: spoilt\r\n\r\nbody of it\r\n"u8.ToArray();
        await imap.Actions.AppendAsync(new(new MemoryStream(spoilt)));
        await imap.Actions.AppendAsync(new(new MemoryStream(ImapFixture.Message(2))));
        imap.Damage("body of it");

        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
        ImapFixture.SubjectOf(imap.User.Inbox.Messages.ShouldHaveSingleItem()).ShouldBe("message 2");

        await imap.Actions.AppendAsync(new(new MemoryStream(spoilt)));
        await imap.SyncWellAsync();
        imap.User.Inbox.Messages.Count(m => m.Content.Span.SequenceEqual(spoilt)).ShouldBe(2);
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_message_larger_than_the_server_says_to_take_is_not_sent_and_stops_no_other()
    {
        await using var imap = new ImapFixture();
        imap.Misbehave(p => p with { AppendLimit = 2000 });
        await imap.SyncWellAsync();
        using var large = new MemoryStream([.. ImapFixture.Message(1), .. Enumerable.Repeat("line\r\n"u8.ToArray(), 500).SelectMany(l => l)]);
        using var small = new MemoryStream(ImapFixture.Message(2));
        await imap.Actions.AppendAsync(new(large));
        await imap.Actions.AppendAsync(new(small));

        var problem = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();

        problem.Failure.Kind.ShouldBe(MailErrorKind.MessageTooLarge);
        problem.Failure.Message.English.ShouldEndWith("the server takes none above 2000 octets.");
        imap.User.Inbox.Messages.ShouldHaveSingleItem();
        (await imap.ListAsync()).Count(m => m.IsPending).ShouldBe(1);
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.MessageTooLarge);
        imap.CountUploads().ShouldBe(1);

        imap.Misbehave(p => p with { AppendLimit = 5000 });
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_one_mailbox_does_not_take_goes_up_at_once_when_it_is_moved_to_another()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        imap.User.CreateMailbox("Partagé").IsReadOnly = true;
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(2));
        var id = await imap.Actions.AppendAsync(new(content) { Mailbox = "Partagé" });
        for (var pass = 0; pass < 3; pass++) (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Mailbox.ShouldBe("Partagé");
        await imap.Actions.MoveAsync([id], "INBOX");
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0", "message 2"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_message_that_the_server_refuses_for_its_size_is_sent_again_with_growing_pauses()
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(time: time);
        imap.Deliver(1);
        await imap.SyncWellAsync();
        imap.Server.Faults.Add(Fault.Answer("APPEND", "NO [TOOBIG] Too large.") with { Repeats = true });
        using var content = new MemoryStream(ImapFixture.Message(2));
        await imap.Actions.AppendAsync(new(content));
        // At once, at the next pass, after an hour, after four more.
        foreach (var (hours, attempts) in ((double, int)[])[(0, 1), (0, 2), (0, 2), (1.1, 3), (3, 3), (1.1, 4)])
        {
            time.Now += TimeSpan.FromHours(hours);
            var failure = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure;
            failure.Kind.ShouldBe(MailErrorKind.MessageTooLarge);
            failure.ServerReply!.ShouldEndWith("NO [TOOBIG] Too large.");
            failure.Remedy.English.ShouldContain("only here");
            imap.CountUploads().ShouldBe(attempts, $"after {hours} h");
        }

        imap.Server.Faults.Clear();
        time.Now += TimeSpan.FromHours(17);
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task An_append_that_finds_no_room_stays_and_is_tried_again()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        imap.User.StorageLimit = 10;
        using var content = new MemoryStream(ImapFixture.Message(1));
        await imap.Actions.AppendAsync(new(content));
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.OverQuota);
        (await imap.ListAsync()).ShouldHaveSingleItem().IsPending.ShouldBeTrue();
        imap.User.StorageLimit = null;
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 1"]);
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
}
