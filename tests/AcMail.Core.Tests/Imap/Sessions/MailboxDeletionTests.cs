using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

public sealed class MailboxDeletionTests
{
    [Fact]
    public async Task A_mailbox_with_messages_that_nobody_here_has_seen_is_not_deleted_and_is_back()
    {
        await using var imap = new ImapFixture();
        imap.User.CreateMailbox("Vide");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.DeleteAsync("Vide");
        imap.Deliver(1, "Vide");
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.MailboxNotEmpty);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Vide")).ShouldBe(["message 0"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_mailbox_is_deleted_where_a_server_without_UNSELECT_refuses_that_of_the_open_one()
    {
        await using var imap = new ImapFixture("UNSELECT", profile: p => p with { Imap = p.Imap.Misbehaving(ImapMisbehaviour.SelectedMailboxLocked) });
        imap.Deliver(1);
        imap.User.CreateMailbox("Vide");
        imap.User.CreateMailbox("Vide/2025");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.DeleteAsync("Vide/2025");
        await imap.Account.Replica.MailboxActions.DeleteAsync("Vide");
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_was_done_in_a_mailbox_that_turns_out_to_stay_is_played_in_the_same_pass()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2, "Archives");
        imap.User.CreateMailbox("Cible");
        await imap.SyncWellAsync();
        await imap.Actions.MoveAsync([(await imap.ListAsync()).Single(m => m.Uid == 2).Id], "Cible");
        await imap.Actions.DeleteAsync([(await imap.ListAsync()).Single(m => m.Uid == 1).Id], forGood: true);
        await imap.Account.Replica.MailboxActions.DeleteAsync("Archives");
        // Where the message was to go is gone, so that it stays, and so does its mailbox.
        imap.User.DeleteMailbox("Cible");
        await imap.SyncAsync();
        (await imap.SubjectsAsync("Archives")).ShouldBe(["message 1"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("MOVE,UIDPLUS", true)]
    [InlineData("MOVE,UIDPLUS", false)]
    public async Task A_mailbox_that_was_emptied_and_deleted_here_is_so_on_the_server_by_the_next_pass(string without, bool forGood)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(2, "Archives");
        imap.User.CreateMailbox("Trash");
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([.. (await imap.ListAsync("Archives")).Select(m => m.Id)], forGood);
        await imap.Account.Replica.MailboxActions.DeleteAsync("Archives");

        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "Trash"]);
        (await imap.SubjectsAsync("Trash")).ShouldBe(forGood ? [] : ["message 0", "message 1"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("CONDSTORE,QRESYNC,UNSELECT,ESEARCH")]
    public async Task What_comes_to_it_while_it_is_looked_into_keeps_it(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.User.CreateMailbox("Vide");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.DeleteAsync("Vide");
        var goOn = new TaskCompletionSource();
        var look = Fault.Stall(FaultPoint.Status("EXAMINE Vide"), goOn.Task);
        imap.Server.Faults.Add(look);
        var syncing = imap.SyncAsync();
        await imap.Server.Faults.WhenStruckAsync(look);
        imap.Deliver(1, "Vide");
        goOn.SetResult();

        (await syncing).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.MailboxNotEmpty);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Vide")).ShouldBe(["message 0"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_lies_below_it_on_the_server_keeps_it(bool isExcluded)
    {
        await using var imap = new ImapFixture(
            profile: p => p with { Imap = p.Imap.Misbehaving(ImapMisbehaviour.DeleteTakesInferiors) },
            configure: o => o.Imap.ExcludedMailboxes = isExcluded ? ["A/B"] : []);
        imap.User.CreateMailbox("A");
        if (isExcluded) imap.Deliver(1, "A/B");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.DeleteAsync("A");
        if (!isExcluded) imap.Deliver(1, "A/B");

        var problem = (await imap.SyncAsync()).Problems.ShouldHaveSingleItem();
        (problem.Mailbox, problem.Failure.Kind).ShouldBe(("A", MailErrorKind.MailboxNotEmpty));
        imap.User.FindMailbox("A/B")!.Messages.Count.ShouldBe(1);
        await imap.SyncWellAsync();
        if (!isExcluded) await imap.ShouldRestAsync();

        imap.User.DeleteMailbox("A/B");
        await imap.SyncWellAsync();
        await imap.Account.Replica.MailboxActions.DeleteAsync("A");
        await imap.SyncWellAsync();
        imap.User.FindMailbox("A").ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("MOVE,UIDPLUS")]
    public async Task What_came_to_it_meanwhile_is_here_with_it(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(1, "Archives");
        imap.User.CreateMailbox("Trash");
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([.. (await imap.ListAsync("Archives")).Select(m => m.Id)]);
        await imap.Account.Replica.MailboxActions.DeleteAsync("Archives");
        imap.Deliver(1, "Archives", first: 7);

        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().Failure.Kind.ShouldBe(MailErrorKind.MailboxNotEmpty);
        (await imap.ListAsync("Archives")).Select(m => m.Headers.Subject).ShouldBe(["message 7"]);
        (await imap.SubjectsAsync("Trash")).ShouldBe(["message 0"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("MOVE,UIDPLUS")]
    public async Task What_another_client_removed_from_it_meanwhile_is_gone_with_it(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(2, "Archives");
        imap.User.CreateMailbox("Trash");
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([.. (await imap.ListAsync("Archives")).Select(m => m.Id)]);
        await imap.Account.Replica.MailboxActions.DeleteAsync("Archives");
        imap.User.FindMailbox("Archives")!.Remove(1);

        await imap.SyncAsync();
        await imap.SyncWellAsync();
        imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "Trash"]);
        (await imap.SubjectsAsync("Trash")).ShouldBe(["message 1"]);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("UID MOVE")]
    [InlineData("DELETE")]
    public async Task A_cut_while_what_is_in_it_is_moved_or_it_is_deleted_changes_nothing(string command)
    {
        foreach (var fault in (Fault[])[Fault.LoseReply(command), Fault.LoseCommand(command)])
        {
            await using var imap = new ImapFixture { Reopens = false };
            imap.Deliver(2, "Archives");
            imap.User.CreateMailbox("Trash");
            await imap.SyncWellAsync();
            await imap.Actions.DeleteAsync([.. (await imap.ListAsync("Archives")).Select(m => m.Id)]);
            await imap.Account.Replica.MailboxActions.DeleteAsync("Archives");
            imap.Server.Faults.Add(fault);
            (await imap.SyncAsync()).Outcome.ShouldBe(SyncOutcome.Failed);
            await imap.SyncWellAsync();
            imap.User.Mailboxes.Select(m => m.Name).ShouldBe(["INBOX", "Trash"]);
            (await imap.SubjectsAsync("Trash")).ShouldBe(["message 0", "message 1"]);
            await imap.ShouldAgreeAsync();
            await imap.ShouldRestAsync();
        }
    }

    [Fact]
    public async Task An_upload_outlives_the_mailbox_that_it_is_for()
    {
        await using var imap = new ImapFixture();
        imap.User.CreateMailbox("A");
        await imap.SyncWellAsync();
        using var content = new MemoryStream(ImapFixture.Message(1));
        await imap.Actions.AppendAsync(new(content) { Mailbox = "A" });
        imap.User.DeleteMailbox("A");
        await imap.SyncAsync();
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("A")).ShouldBe(["message 1"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }
}
