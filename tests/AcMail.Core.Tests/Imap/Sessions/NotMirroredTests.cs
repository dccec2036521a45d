using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>What is done here with a mailbox that is not synchronised never reaches the server; whoever did it is told.</summary>
public sealed class NotMirroredTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("MOVE,UIDPLUS", true)]
    public async Task A_deletion_into_a_trash_that_is_not_synchronised_is_told_and_done_once_it_is(string without, bool isThere)
    {
        await using var imap = new ImapFixture(without, o => o.Imap.Mailboxes.Add("INBOX"), p => p with { Mailboxes = [] });
        imap.Deliver(2);
        if (isThere) imap.User.CreateMailbox("Trash", "\\Trash");
        await imap.SyncWellAsync();
        await imap.Actions.DeleteAsync([await imap.IdAsync(1)]);
        for (var pass = 0; pass < 2; pass++)
        {
            (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                p => p.Mailbox.ShouldBe("Trash"), p => p.Failure.Kind.ShouldBe(MailErrorKind.InvalidSettings),
                p => p.Failure.Message.English.ShouldContain("“Trash”"), p => p.Failure.Message.French.ShouldContain("« Trash »"));
        }

        await imap.RestartAsync(_ => { });
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("Trash")).ShouldBe(["message 0"]);
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task So_is_what_is_marked_moved_or_appended_in_a_mailbox_that_is_excluded_since()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        imap.Deliver(3, "Archives", first: 5);
        await imap.SyncWellAsync();
        await imap.RestartAsync(o => o.Imap.ExcludedMailboxes.Add("Archives"));
        await imap.SyncWellAsync();
        var held = await imap.ListAsync("Archives");
        await imap.MarkAsync(held[0].Id, "\\Flagged");
        await imap.Actions.MoveAsync([held[1].Id], "INBOX");
        using var content = new MemoryStream(ImapFixture.Message(9));
        await imap.Actions.AppendAsync(new(content) { Mailbox = "Archives" });
        (await imap.SyncAsync()).Problems.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            p => p.Mailbox.ShouldBe("Archives"), p => p.Failure.Message.English.ShouldContain("3 messages"));

        await imap.RestartAsync(_ => { });
        await imap.SyncWellAsync();
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_is_taken_back_is_told_no_more()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Mailboxes.Add("INBOX"), profile: p => p with { Mailboxes = [] });
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var id = await imap.IdAsync(1);
        await imap.Actions.DeleteAsync([id]);
        await imap.SyncAsync();
        (await imap.Actions.UndoAsync([id])).ShouldBe([id]);
        await imap.SyncWellAsync();
        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0"]);
    }

    [Fact]
    public async Task A_name_that_only_has_mailboxes_below_it_on_the_server_is_not_taken_for_the_trash()
    {
        await using var imap = new ImapFixture(profile: p => p with { Mailboxes = [] });
        imap.Deliver(3);
        imap.User.CreateMailbox("Trash").IsSelectable = false;
        imap.User.CreateMailbox("Trash/2020");
        await imap.SyncWellAsync();
        for (var uid = 1u; uid <= 2; uid++)
        {
            await imap.Actions.DeleteAsync([await imap.IdAsync(uid)]);
            await imap.SyncWellAsync();
            await imap.ShouldRestAsync();
        }

        (await imap.SubjectsAsync("Trash 2")).ShouldBe(["message 0", "message 1"]);
        (await imap.Actions.GetPendingAsync()).ShouldBeEmpty();
    }
}
