using AcMail.Core.Tests.Imap.Sessions;

namespace AcMail.Tests;

public sealed class MailReplicaTests
{
    [Fact]
    public async Task What_changed_since_a_revision_is_told_after_a_restart()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(3);
        await imap.SyncWellAsync();
        var revision = (await ChangesAsync(imap, 0)).Revision;

        imap.Deliver(2, first: 7);
        imap.User.Inbox.SetFlags(1, AcMail.Testing.FlagSet.Of("\\Seen"));
        imap.User.Inbox.Remove(2);
        await imap.SyncWellAsync();
        await imap.RestartAsync();

        var page = await ChangesAsync(imap, revision);
        (page.IsBehind, page.HasMore).ShouldBe((false, false));
        page.Changes.OfType<MessageArrived>().Select(c => c.Message.Headers.Subject).ShouldBe(["message 7", "message 8"]);
        page.Changes.OfType<MessageChanged>().ShouldHaveSingleItem().Message.Uid.ShouldBe(1u);
        page.Changes.OfType<MessageRemoved>().ShouldHaveSingleItem().Mailbox.ShouldBe("INBOX");
        (await ChangesAsync(imap, page.Revision)).ShouldSatisfyAllConditions(p => p.Changes.ShouldBeEmpty(), p => p.Revision.ShouldBe(page.Revision));
    }

    [Fact]
    public async Task Pages_of_changes_follow_each_other_to_the_present()
    {
        await using var imap = new ImapFixture();
        await imap.SyncWellAsync();
        var revision = (await ChangesAsync(imap, 0)).Revision;
        for (var i = 0; i < 5; i++)
        {
            imap.Deliver(1, first: i);
            await imap.SyncWellAsync();
        }

        var told = new List<string>();
        for (var more = true; more;)
        {
            var page = await ChangesAsync(imap, revision, limit: 2);
            page.Changes.Count.ShouldBeLessThanOrEqualTo(2);
            told.AddRange(page.Changes.OfType<MessageArrived>().Select(c => c.Message.Headers.Subject));
            (revision, more) = (page.Revision, page.HasMore);
        }

        told.ShouldBe(["message 0", "message 1", "message 2", "message 3", "message 4"]);
    }

    [Fact]
    public async Task A_revision_that_was_never_given_is_behind_and_no_limit_below_one_is_taken()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(1);
        await imap.SyncWellAsync();
        var page = await ChangesAsync(imap, long.MaxValue);
        (page.IsBehind, page.Changes.Count).ShouldBe((true, 0));
        (await ChangesAsync(imap, page.Revision)).IsBehind.ShouldBeFalse();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => ChangesAsync(imap, page.Revision, limit: 0));
    }

    static Task<ChangePage> ChangesAsync(ImapFixture imap, long since, int limit = 100) =>
        imap.Account.Replica.GetChangesAsync(since, limit, Some.Token).AsTask();
}
