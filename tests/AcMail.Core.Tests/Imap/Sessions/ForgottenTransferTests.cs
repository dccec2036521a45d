using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>A server that says OK to what it does not do.</summary>
public sealed class ForgottenTransferTests
{
    [Theory]
    [InlineData("")]
    [InlineData("MOVE")]
    [InlineData("LIST-STATUS")]
    [InlineData("LIST-STATUS,UIDPLUS,MOVE")]
    public async Task What_the_server_only_says_it_did_stays_here_is_told_and_done_later(string without)
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(without, time: time);
        imap.Deliver(2);
        imap.User.CreateMailbox("Moved");
        imap.User.CreateMailbox("Copied");
        imap.User.CreateMailbox("Appended");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Moved");
        await imap.Actions.CopyAsync([await imap.IdAsync(2)], "Copied");
        using var content = new MemoryStream(ImapFixture.Message(9));
        await imap.Actions.AppendAsync(new(content) { Mailbox = "Appended" });
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.TransfersForgotten));

        var problems = (await imap.SyncAsync()).Problems;

        problems.Select(p => (p.Mailbox, p.Failure.Kind)).Order().ShouldBe(
            [("Appended", MailErrorKind.ProtocolError), ("Copied", MailErrorKind.ProtocolError), ("Moved", MailErrorKind.ProtocolError)]);
        problems.ShouldAllBe(p => p.Failure.Message.English.StartsWith("The server said that it had taken 1 message into"));
        // Where the server copied nothing, there may be nothing left to copy: the message is sent instead.
        (await imap.Actions.GetPendingAsync()).Select(p => p.Kind).ShouldBe([PendingActionKind.Move, PendingActionKind.Append, PendingActionKind.Append]);
        (await imap.ListAsync("Appended")).ShouldHaveSingleItem().Headers.Subject.ShouldBe("message 9");
        (await imap.ListAsync("Copied")).ShouldHaveSingleItem().Headers.Subject.ShouldBe("message 1");
        (await imap.ListAsync("Moved")).ShouldHaveSingleItem().Headers.Subject.ShouldBe("message 0");

        imap.Behave();
        await imap.SyncWellAsync();
        imap.User.FindMailbox("Appended")!.Messages.ShouldHaveSingleItem();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("LIST-STATUS")]
    [InlineData("LIST-STATUS,UIDPLUS,MOVE")]
    public async Task Counters_that_cannot_be_read_keep_nothing_from_being_sent_and_no_new_mail_from_coming(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(2);
        imap.User.CreateMailbox("A box");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "A box");
        using var content = new MemoryStream(ImapFixture.Message(9));
        await imap.Actions.AppendAsync(new(content) { Mailbox = "A box" });
        imap.Deliver(1, first: 5);
        imap.Misbehave(p => p.Answering("STATUS \"A box\"", "* STATUS A box (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 7)\r\nOK Done."));

        await imap.SyncWellAsync();

        (await imap.ListAsync("INBOX")).Count.ShouldBe(2);
        imap.User.FindMailbox("A box")!.Messages.Count.ShouldBe(2);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_the_server_loses_each_time_is_sent_with_growing_pauses()
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(time: time);
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(1));
        await imap.Actions.AppendAsync(new(content));
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.TransfersForgotten));
        foreach (var (hours, attempts) in ((double, int)[])[(0, 1), (0, 2), (0, 2), (1.1, 3), (3, 3)])
        {
            time.Now += TimeSpan.FromHours(hours);
            (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.ProtocolError);
            imap.CountUploads().ShouldBe(attempts, $"after {hours} h");
        }
    }

    [Theory]
    [InlineData("UIDPLUS")]
    [InlineData("UIDPLUS,MOVE")]
    [InlineData("CONDSTORE,UIDPLUS,MOVE,LITERAL+,ESEARCH,LIST-STATUS,SPECIAL-USE,LIST-EXTENDED,NAMESPACE")]
    public async Task Where_SEARCH_names_other_messages_those_that_were_meant_are_moved_and_copied(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(8);
        imap.User.CreateMailbox("Moved");
        imap.User.CreateMailbox("Copied");
        foreach (var uid in (uint[])[1, 2]) imap.User.Inbox.Remove(uid);
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.SearchTakesUidsForNumbers));
        await imap.SyncWellAsync();
        // One whose UID is the number of another message, and one whose UID is none.
        await imap.Actions.MoveAsync([await imap.IdAsync(4), await imap.IdAsync(8)], "Moved");
        await imap.Actions.CopyAsync([await imap.IdAsync(3), await imap.IdAsync(7)], "Copied");

        await imap.SyncWellAsync();

        (await imap.SubjectsAsync("Moved")).ShouldBe(["message 3", "message 7"]);
        (await imap.SubjectsAsync("Copied")).ShouldBe(["message 2", "message 6"]);
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 2", "message 4", "message 5", "message 6"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("", "UID MOVE")]
    [InlineData("UIDPLUS", "MOVE")]
    [InlineData("MOVE", "UID COPY")]
    [InlineData("UIDPLUS,MOVE", "COPY")]
    public async Task A_move_that_comes_to_nothing_is_tried_twice_a_pass_told_and_paused(string without, string command)
    {
        var time = new AdjustableTime();
        await using var imap = new ImapFixture(without, time: time);
        imap.Deliver(2);
        imap.User.CreateMailbox("Other");
        // Without the counter it does not show that the server took nothing.
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.UidNextMissing));
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(1)], "Other");
        imap.Server.Faults.Add(Fault.Answer(command, "OK Done.") with { Repeats = true });
        foreach (var (hours, attempts) in ((double, int)[])[(0, 2), (0, 2), (0, 0), (1.1, 2), (1.1, 0)])
        {
            time.Now += TimeSpan.FromHours(hours);
            (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Message.English.ShouldStartWith("The server said that it had taken 1 message");
            imap.Count(command).ShouldBe(attempts, $"after {hours} h");
        }

        (await imap.Actions.GetPendingAsync()).ShouldHaveSingleItem().Kind.ShouldBe(PendingActionKind.Move);
        imap.Server.Faults.Clear();
        time.Now += TimeSpan.FromHours(4);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Other")).ShouldBe(["message 0"]);
        await imap.ShouldAgreeAsync();
    }

    [Theory]
    [InlineData("", "UID COPY")]
    [InlineData("UIDPLUS", "COPY")]
    public async Task A_copy_that_comes_to_nothing_is_sent(string without, string command)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(2);
        imap.User.CreateMailbox("Other");
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.UidNextMissing));
        await imap.SyncWellAsync();
        await imap.Actions.CopyAsync([await imap.IdAsync(1)], "Other");
        imap.Server.Faults.Add(Fault.Answer(command, "OK Done.") with { Repeats = true });

        await imap.SyncWellAsync();

        (await imap.SubjectsAsync("Other")).ShouldBe(["message 0"]);
        imap.Count(command).ShouldBe(1);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_message_that_the_server_does_not_number_is_not_moved_and_that_is_told()
    {
        await using var imap = new ImapFixture("UIDPLUS");
        imap.Deliver(4);
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([await imap.IdAsync(2)], "Other");
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.FetchWrongNumbers));

        (await imap.SyncAsync()).Problems.ShouldContain(p => p.Failure.Message.English.Contains("contradicts itself"));

        imap.User.FindMailbox("Other")!.Messages.ShouldBeEmpty();
        imap.Behave();
        await imap.SyncAsync();
        (await imap.SubjectsAsync("Other")).ShouldBe(["message 1"]);
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task A_server_that_leaves_out_lines_moves_all_without_UIDPLUS_too()
    {
        await using var imap = new ImapFixture("UIDPLUS");
        imap.Deliver(9);
        imap.User.CreateMailbox("Other");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([.. (await imap.ListAsync("INBOX")).Where(m => m.Uid != 5).Select(m => m.Id)], "Other");
        imap.Misbehave(p => p.Misbehaving(ImapMisbehaviour.FetchSkips));
        await imap.SyncAsync();
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 4"]);
        (await imap.SubjectsAsync("Other")).Count.ShouldBe(8);
        imap.Behave();
        await imap.SyncAsync();
        await imap.ShouldAgreeAsync();
    }

    [Fact]
    public async Task What_another_client_removed_since_the_server_took_it_is_gone_here_too()
    {
        await using var imap = new ImapFixture("UIDPLUS");
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(1));
        await imap.Actions.AppendAsync(new(content));
        var removed = new TaskCompletionSource();
        var stall = Fault.Stall(FaultPoint.Reply("APPEND"), removed.Task);
        imap.Server.Faults.Add(stall);
        var pass = imap.SyncWellAsync();
        await imap.Server.Faults.WhenStruckAsync(stall);
        imap.User.Inbox.Remove(imap.User.Inbox.Messages.ShouldHaveSingleItem().Uid);
        removed.SetResult();

        await pass;

        (await imap.ListAsync()).ShouldBeEmpty();
        await imap.ShouldRestAsync();
    }
}
