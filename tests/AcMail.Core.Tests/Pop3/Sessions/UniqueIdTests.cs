using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class UniqueIdTests
{
    static void KeepForTenDays(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.ForDays(10);

    static void LeaveNothing(Pop3Options options) => options.LeaveOnServer = LeaveOnServer.NotAtAll;

    [Fact]
    public async Task Without_UIDL_messages_are_known_by_their_headers()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Without("UIDL"));
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(2);
        pop.Time.Now += TimeSpan.FromDays(5);
        pop.Deliver("c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        pop.Count("RETR").ShouldBe(3);
        pop.Time.Now += TimeSpan.FromDays(5);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(2);
        pop.OnServer.ShouldBe([PopFixture.Message("c")]);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task Without_UIDL_messages_alike_are_told_apart_by_their_order()
    {
        await using var pop = new PopFixture(null, p => p.Without("UIDL"));
        pop.Deliver("a", "a");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(2);
        pop.Deliver("a");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        pop.Count("RETR").ShouldBe(3);
    }

    [Fact]
    public async Task Without_UIDL_none_of_those_alike_leaves_before_its_days_are_over()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(10), p => p.Without("UIDL"));
        for (var i = 0; i < 2; i++)
        {
            pop.Deliver("a");
            await pop.SyncWellAsync();
            pop.Time.Now += TimeSpan.FromDays(5);
        }

        // The first of them would give its name, and its days, to the second.
        for (var i = 0; i < 2; i++) (await pop.SyncWellAsync()).Maildrop!.Left[MaildropReason.WithinDays].ShouldBe(2);
        pop.Time.Now += TimeSpan.FromDays(5);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(2);
        (await pop.HeldAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_UIDL_and_TOP_everything_is_read_again_and_nothing_is_doubled(bool hangsUp)
    {
        await using var pop = new PopFixture(null, p => hangsUp ? p.Without("UIDL").Answering("TOP", "-ERR what", hangsUp: true) : p.Without("UIDL", "TOP"));
        pop.Deliver("a", "b", "b");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.MessagesAdded.ShouldBe(3), r => r.Notices.ShouldContain(n => n.English.Contains("neither unique-ids", StringComparison.Ordinal)));
        pop.Deliver("c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        (await pop.HeldAsync()).Count.ShouldBe(4);
        pop.Options.LeaveOnServer = LeaveOnServer.NotAtAll;
        pop.Options.ApplyRuleChangesAtOnce = true;
        await pop.RestartAsync();
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(4);
        pop.OnServer.ShouldBeEmpty();
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task Two_messages_under_one_unique_id_are_both_held_and_both_leave()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Misbehaving(Pop3Misbehaviour.DuplicateUidl));
        pop.Deliver("a", "b", "c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(3);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        pop.Count("RETR").ShouldBe(3);
        pop.Time.Now += TimeSpan.FromDays(10);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(3);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_message_under_the_unique_id_of_a_deleted_one_is_a_new_message()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.ReusedUidl));
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            pop.Deliver(name);
            (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBe(1));
        }

        (await pop.LedgerAsync()).Count.ShouldBe(1);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task Messages_under_new_unique_ids_are_recognised_and_their_days_go_on()
    {
        await using var pop = new PopFixture(KeepForTenDays, p => p.Misbehaving(Pop3Misbehaviour.ChangedUidl));
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(9);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await pop.HeldAsync()).Count.ShouldBe(2);
        pop.Time.Now += TimeSpan.FromDays(1);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(2);
        await pop.NothingIsLostAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_deleted_here_and_there_and_is_back_there_comes_again(bool underAnotherId)
    {
        await using var pop = new PopFixture(LeaveNothing);
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        await pop.Account.Replica.Actions.DeleteAsync([(await pop.ListAsync()).Single(m => m.Headers.Subject == "a").Id]);
        await pop.Account.Replica.Actions.DeleteAsync([(await pop.ListAsync("Trash")).Single().Id]);
        await pop.SyncWellAsync();

        if (!underAnotherId) pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity, 1);
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(1), r => r.Maildrop!.Deleted.ShouldBe(2));
        (await pop.HeldAsync()).ShouldBe([PopFixture.Message("a"), PopFixture.Message("b")], ignoreOrder: true);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
    }

    [Fact]
    public async Task Messages_alike_that_leave_in_several_sessions_all_leave_and_nothing_is_said_of_the_server()
    {
        await using var pop = new PopFixture(LeaveNothing, p => p.Misbehaving(Pop3Misbehaviour.HeaderAsUidl));
        pop.Deliver(["alike", .. Enumerable.Range(0, PopSitting.DeletionsAtOnce + 10).Select(i => $"m{i}"), "alike"]);
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.Notices.ShouldBeEmpty(), r => r.Maildrop!.Deleted.ShouldBe(PopSitting.DeletionsAtOnce + 12));
        pop.OnServer.ShouldBeEmpty();
        (await pop.HeldAsync()).Count(m => m == PopFixture.Message("alike")).ShouldBe(2);
    }
}
