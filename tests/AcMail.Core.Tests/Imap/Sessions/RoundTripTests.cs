using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Sessions;

/// <summary>What a pass costs in round trips after login: each is as long as the way to the server and back.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public async Task A_pass_over_two_hundred_mailboxes_without_news_takes_two()
    {
        await using var imap = new ImapFixture();
        for (var i = 0; i < 199; i++) imap.Deliver(1, $"Classe {i}");
        imap.Deliver(3);
        await imap.SyncWellAsync();
        (await imap.RoundTripsAsync(imap.SyncWellAsync)).ShouldBeLessThanOrEqualTo(2);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_large_inbox_is_looked_at_before_the_list_and_no_second_time()
    {
        await using var imap = new ImapFixture(configure: o => o.Imap.OpeningCost = TimeSpan.FromHours(1));
        imap.Deliver(3);
        imap.Deliver(2, "Classe 1", first: 10);
        await imap.SyncWellAsync();
        (await imap.RoundTripsAsync(imap.SyncWellAsync)).ShouldBe(3);
        imap.LastSession.Entries.Where(e => e.Direction == WireDirection.ToServer).Select(e => e.Text.Split(' ')[1])
            .TakeLast(3).Select(c => c.TrimEnd()).ShouldBe(["EXAMINE", "LIST", "LOGOUT"]);
        imap.Deliver(1, first: 20);
        imap.User.Inbox.SetFlags(2, FlagSet.Of("\\Seen"));
        imap.Deliver(1, "Classe 1", first: 30);
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(2);
        await imap.ShouldAgreeAsync();
        imap.LastSession.Entries.Count(e => e.Text.Contains("EXAMINE INBOX", StringComparison.Ordinal)).ShouldBe(1);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task An_inbox_that_is_excluded_is_not_looked_at_however_large_it_is()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(3);
        await imap.SyncWellAsync();
        await imap.RestartAsync(o => (o.Imap.OpeningCost, o.Imap.ExcludedMailboxes) = (TimeSpan.FromHours(1), ["INBOX"]));
        imap.Deliver(1, first: 10);
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await imap.ListAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_first_pass_opens_no_mailbox_that_is_empty()
    {
        await using var imap = new ImapFixture();
        for (var i = 0; i < 20; i++) imap.User.CreateMailbox($"Classe {i}");
        imap.Deliver(3);
        // The mailboxes, the inbox, its UIDs, their details, the bytes, and LOGOUT.
        (await imap.RoundTripsAsync(imap.SyncWellAsync)).ShouldBe(6);
        imap.Deliver(1, "Classe 7");
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task Without_LIST_STATUS_it_takes_one_more_for_each_mailbox_that_can_be_selected()
    {
        await using var imap = new ImapFixture("LIST-STATUS");
        for (var i = 0; i < 20; i++) imap.Deliver(1, $"Classes/{i}");
        imap.User.CreateMailbox("Archives").IsSelectable = false;
        await imap.SyncWellAsync();
        (await imap.RoundTripsAsync(imap.SyncWellAsync)).ShouldBe(2 + 21);
        imap.Count("Archives").ShouldBe(0);
    }

    [Fact]
    public async Task A_hundred_changed_flags_take_three()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(500);
        await imap.SyncWellAsync();
        for (uint uid = 100; uid < 200; uid++) imap.User.Inbox.SetFlags(uid, FlagSet.Of("\\Seen"));
        (await imap.RoundTripsAsync(async () => (await imap.SyncWellAsync()).Mailboxes.Sum(m => m.FlagsChanged).ShouldBe(100))).ShouldBeLessThanOrEqualTo(3);
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("QRESYNC", 4)]
    [InlineData("CONDSTORE", 4)]
    public async Task A_new_message_takes_the_list_the_mailbox_its_details_and_its_bytes(string without, int most)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(500);
        await imap.SyncWellAsync();
        imap.Deliver(1, first: 500);
        (await imap.RoundTripsAsync(imap.SyncWellAsync)).ShouldBeLessThanOrEqualTo(most + 1);
        await imap.ShouldRestAsync();
    }

    [Fact]
    public async Task A_removal_is_asked_about_once_more()
    {
        await using var imap = new ImapFixture();
        imap.Deliver(50);
        await imap.SyncWellAsync();
        imap.User.Inbox.Remove(7);
        (await imap.RoundTripsAsync(imap.SyncWellAsync)).ShouldBe(4);
        await imap.ShouldRestAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("QRESYNC")]
    [InlineData("CONDSTORE,ESEARCH,LIST-STATUS,SPECIAL-USE,LIST-EXTENDED,NAMESPACE")]
    public async Task Ten_thousand_new_messages_take_sixty_at_most(string without)
    {
        await using var imap = new ImapFixture(without);
        imap.Deliver(10_000);
        (await imap.RoundTripsAsync(async () => (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(10_000))).ShouldBeLessThanOrEqualTo(60);
        imap.Deliver(10_000, first: 10_000);
        (await imap.RoundTripsAsync(async () => (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(10_000))).ShouldBeLessThanOrEqualTo(60);
        (await imap.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await imap.ListAsync()).Count.ShouldBe(20_000);
    }
}
