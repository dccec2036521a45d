using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class OddListingTests
{
    static void KeepForTenDays(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.ForDays(10);

    static void LeaveNothing(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.NotAtAll;

    [Theory]
    [InlineData(Pop3Misbehaviour.EmptyUidl)]
    [InlineData(Pop3Misbehaviour.ShortUidl)]
    [InlineData(Pop3Misbehaviour.ShortList)]
    public async Task A_listing_that_is_short_once_makes_nothing_forgotten_or_fetched_again(Pop3Misbehaviour misbehaviour)
    {
        await using var pop = new PopFixture(LeaveNothing);
        pop.Options.LeaveOnServer = LeaveOnServer.ForDays(1);
        await pop.RestartAsync();
        pop.Deliver("a", "b", "c", "d");
        await pop.SyncWellAsync();
        pop.Profile = pop.Profile.Misbehaving(misbehaviour, Repetition.Once);
        pop.Time.Now += TimeSpan.FromDays(1);
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.Maildrop!.Deleted.ShouldBe(0), r => r.Notices.ShouldContain(n => n.English.Contains("contradict", StringComparison.Ordinal)));
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(4);
        pop.Count("RETR").ShouldBe(4);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task What_disappears_from_a_good_listing_and_comes_back_is_compared_and_not_fetched_again()
    {
        await using var pop = new PopFixture(KeepForTenDays);
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        pop.Profile = pop.Profile.Answering("STAT", "+OK 0 0", Repetition.Once);
        (await pop.SyncWellAsync()).Maildrop!.Listed.ShouldBe(0);
        (await pop.LedgerAsync()).ShouldAllBe(e => e.MissingCount == 1 && e.Doubtful);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await pop.LedgerAsync()).ShouldAllBe(e => e.MissingCount == 0 && !e.Doubtful);
        (pop.Count("RETR"), pop.Count("TOP")).ShouldBe((2, 2));
        (await pop.HeldAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sizes_that_are_a_little_off_are_proven_before_anything_is_deleted()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Misbehaving(Pop3Misbehaviour.WrongSizes));
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        await pop.SyncWellAsync();
        pop.Count("RETR").ShouldBe(3);
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(2);
        pop.Count("RETR").ShouldBe(5);
    }

    [Fact]
    public async Task An_untidy_listing_is_read_message_by_message()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Misbehaving(Pop3Misbehaviour.UntidyUidl));
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(2);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        pop.Count("RETR").ShouldBe(2);
    }

    [Theory]
    [InlineData("1 120\r\n3 120")]
    [InlineData("1 -1\r\n2 -1\r\n3 -1")]
    [InlineData("1 99999999999\r\n2 120\r\n3 120")]
    [InlineData("1\r\n2\r\n3")]
    public async Task Sizes_that_cannot_be_read_are_asked_for_message_by_message(string listing)
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("LIST", $"+OK\r\n{listing}\r\n.", Repetition.Once));
        pop.Deliver("a", "b", "c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(3);
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBeEmpty();
        (await pop.HeldAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_does_not_say_sizes_keeps_what_is_due_and_that_is_told()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Answering("LIST", "+OK\r\n1 0\r\n2 0\r\n.", Repetition.Always));
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.MessagesAdded.ShouldBe(2), r => r.Maildrop!.Deleted.ShouldBe(0),
            r => r.Notices.ShouldContain(n => n.English.Contains("size of 2 messages", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_server_that_numbers_the_newest_first_keeps_the_newest()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.Newest(1), p => p.Misbehaving(Pop3Misbehaviour.NewestFirst));
        pop.Deliver("a");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(1);
        pop.Deliver("b");
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBe([PopFixture.Message("b")]);
    }
}
