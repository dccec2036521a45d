using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>Servers whose LIST tells odd things.</summary>
public sealed class OddListTests
{
    [Theory]
    [InlineData("")]
    [InlineData("LIST-STATUS,LIST-EXTENDED")]
    public async Task The_inbox_is_mirrored_also_where_a_mailbox_lies_below_its_name_in_another_case(string without)
    {
        await using var imap = new ImapFixture(without) { KeepsConnection = true };
        imap.Deliver(1);
        imap.Deliver(1, "B", first: 10);
        imap.User.CreateMailbox("inbox/Projets");
        imap.Deliver(1, "inbox/Projets", first: 20);
        await imap.SyncWellAsync();
        imap.Deliver(1, first: 30);
        imap.User.DeleteMailbox("B");

        await imap.SyncWellAsync();

        (await imap.SubjectsAsync("INBOX")).ShouldBe(["message 0", "message 30"], ignoreOrder: true);
        (await imap.ListAsync()).Count.ShouldBe(3);
        (await imap.Account.Replica.GetMailboxesAsync()).ShouldNotContain(m => m.Name == "B");
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task The_inbox_stays_one_where_the_server_spells_it_in_another_way_than_before()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(2);
        const string Listed = "* LIST () \"/\" Inbox\r\nOK done.";
        imap.Misbehave(p => p.Answering([new("LIST \"\" \"INBOX\"", Listed), new("LIST \"\" INBOX", Listed), new("LIST \"\" \"*\"", Listed)]));
        await imap.SyncWellAsync();
        (await imap.Account.Replica.GetMailboxesAsync()).ShouldHaveSingleItem().Name.ShouldBe("Inbox");
        var id = await imap.IdAsync(1, "Inbox");
        await imap.MarkAsync(id, add: "\\Flagged");

        imap.Behave();
        await imap.SyncWellAsync();

        (await imap.Account.Replica.GetMailboxesAsync()).ShouldHaveSingleItem().Name.ShouldBe("INBOX");
        (await imap.IdAsync(1)).ShouldBe(id);
        imap.User.Inbox.Messages[0].Flags.ShouldBe(FlagSet.Of("\\Flagged"));
        await imap.ShouldAgreeAsync();
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_name_that_is_nothing_but_the_delimiter_is_no_mailbox()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        imap.Misbehave(p => p.Answering("LIST \"\" \"*\"", "* LIST () \"/\" INBOX\r\n* LIST () \"/\" \"/\"\r\nOK done."));
        await imap.SyncWellAsync();
        (await imap.Account.Replica.GetMailboxesAsync()).ShouldHaveSingleItem().Name.ShouldBe("INBOX");
    }

    [Theory]
    [InlineData("Archives")]
    [InlineData("Classes/Archives")]
    public async Task A_mailbox_goes_here_though_what_was_below_it_is_subscribed_to_still(string name)
    {
        // LSUB tells of what is gone, so that MailKit makes itself a mailbox above it.
        await using var imap = new ImapFixture("LIST-STATUS,LIST-EXTENDED");
        imap.Deliver(2, name);
        imap.Deliver(1, $"{name}/6e", first: 10);
        await imap.SyncWellAsync();
        using (var other = await imap.OtherClientAsync())
        {
            await (await other.GetFolderAsync($"{name}/6e")).DeleteAsync();
            var above = await other.GetFolderAsync(name);
            await above.UnsubscribeAsync();
            await above.DeleteAsync();
        }

        await imap.SyncWellAsync();

        imap.LastSession.ServerLines.ShouldContain(l => l.StartsWith("* LSUB", StringComparison.Ordinal) && l.EndsWith($"{name}/6e", StringComparison.Ordinal));
        (await imap.ListAsync()).ShouldBeEmpty();
        (await imap.Account.Replica.GetMailboxesAsync()).ShouldNotContain(m => m.Name.EndsWith("Archives", StringComparison.Ordinal));
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task What_lies_beside_mailboxes_that_are_gone_is_listed_once()
    {
        await using var imap = new ImapFixture { KeepsConnection = true };
        foreach (var name in Enumerable.Range(0, 60).Select(i => $"M{i}")) imap.User.CreateMailbox(name);
        await imap.SyncWellAsync();
        var before = imap.Count("LIST");
        foreach (var name in Enumerable.Range(0, 40).Select(i => $"M{i}")) imap.User.DeleteMailbox(name);
        await imap.SyncWellAsync();
        (imap.Count("LIST") - before).ShouldBeLessThanOrEqualTo(3);
        (await imap.Account.Replica.GetMailboxesAsync()).Count.ShouldBe(21);
    }

    [Fact]
    public async Task A_mailbox_that_only_the_settings_know_is_told_with_the_one_that_may_be_meant()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.Mailboxes = ["INBOX", "Eleves", "Cours/*"]);
        imap.Deliver(1, "Élèves");
        (await imap.SyncWellAsync()).Notices.Select(n => n.English).ShouldBe(
        [
            "No mailbox that is synchronised matches “Eleves” (Imap.Mailboxes): the server has “Élèves”.",
            "No mailbox that is synchronised matches “Cours/*” (Imap.Mailboxes).",
        ]);
        await imap.RestartAsync(o => o.Imap.Mailboxes = ["INBOX", "Élèves"]);
        (await imap.SyncWellAsync()).Notices.ShouldBeEmpty();
        (await imap.SubjectsAsync("Élèves")).ShouldBe(["message 0"]);
    }
}
