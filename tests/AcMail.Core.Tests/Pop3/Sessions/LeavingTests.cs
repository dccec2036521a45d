using System.Text;

namespace AcMail.Core.Tests.Pop3.Sessions;

public sealed class LeavingTests
{
    [Fact]
    public async Task Messages_leave_the_server_when_their_days_are_over_and_stay_here()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60));
        pop.Deliver("a", "b");
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(2), r => r.Maildrop!.Left[MaildropReason.WithinDays].ShouldBe(2));
        pop.Time.Now += TimeSpan.FromDays(30);
        pop.Deliver("c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        pop.Time.Now += TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(0);
        pop.Time.Now += TimeSpan.FromSeconds(1);
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(
            r => r.Maildrop!.Deleted.ShouldBe(2), r => r.Maildrop!.Listed.ShouldBe(3), r => r.Maildrop!.Left.ShouldBe(new Dictionary<MaildropReason, int> { [MaildropReason.WithinDays] = 1 }));
        pop.OnServer.ShouldBe([PopFixture.Message("c")]);
        (await pop.HeldAsync()).Count.ShouldBe(3);
        pop.Count("RETR").ShouldBe(3);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_pass_that_finds_nothing_new_writes_nothing_and_remembers_the_time_once_an_hour()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60));
        pop.Deliver("a");
        await pop.SyncWellAsync();
        var commits = new List<int>();
        for (var quarter = 1; quarter <= 8; quarter++)
        {
            pop.Stores.Count();
            pop.Time.Now += TimeSpan.FromMinutes(15);
            (await pop.SyncWellAsync()).Maildrop!.Listed.ShouldBe(1);
            commits.Add(pop.Stores.Commits);
        }

        commits.ShouldBe([0, 0, 0, 1, 0, 0, 0, 1]);
    }

    [Fact]
    public async Task Sizes_are_asked_for_where_something_changed_or_is_to_leave()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60));
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        pop.Count("LIST").ShouldBe(1);
        await pop.SyncWellAsync();
        pop.Count("LIST").ShouldBe(1);
        pop.Deliver("c");
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);
        pop.Count("LIST").ShouldBe(2);
        pop.User.Inbox.Remove(1);
        (await pop.SyncWellAsync()).Maildrop!.Listed.ShouldBe(2);
        pop.Count("LIST").ShouldBe(2);
        pop.Time.Now += TimeSpan.FromDays(60);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(2);
        pop.Count("LIST").ShouldBe(3);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_message_under_a_name_that_was_anothers_keeps_its_days_and_its_rule()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60));
        for (var size = 1; size <= 3; size++) pop.DeliverBytes(PopFixture.Message($"m{size}", size * 100));
        await pop.SyncWellAsync();
        pop.Options.LeaveOnServer = LeaveOnServer.NotAtAll;
        await pop.RestartAsync();
        pop.Time.Now += TimeSpan.FromDays(10);
        pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity, 2);

        (await pop.SyncWellAsync()).Maildrop!.ShouldSatisfyAllConditions(
            m => m.Deleted.ShouldBe(0), m => m.Left[MaildropReason.AwaitsApply].ShouldBe(3));
        (await pop.HeldAsync()).Count.ShouldBe(3);
        pop.Time.Now += TimeSpan.FromDays(50);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(3);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task A_plan_before_the_first_synchronisation_does_not_keep_the_inbox_from_being_listed()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60));
        pop.Deliver("a");
        await pop.Account.Retention.PlanAsync(TestContext.Current.CancellationToken);
        await pop.SyncWellAsync();
        (await pop.Account.Replica.GetMailboxesAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            m => m.Role.ShouldBe(MailboxRole.Inbox), m => m.Messages.ShouldBe(1), m => m.Selectable.ShouldBeTrue());
    }

    [Fact]
    public async Task Nothing_is_left_where_nothing_is_to_be_left()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.NotAtAll);
        pop.Deliver(Enumerable.Range(0, 700).Select(i => $"m{i}"));
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.MessagesAdded.ShouldBe(700), r => r.Maildrop!.Deleted.ShouldBe(700));
        pop.OnServer.ShouldBeEmpty();
        pop.Server.Sessions.Count.ShouldBe(3);
        pop.Count("RETR").ShouldBe(700);
        (await pop.SyncWellAsync()).Maildrop!.Listed.ShouldBe(0);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task The_newest_stay()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.Newest(2));
        pop.Deliver("a", "b", "c");
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBe([PopFixture.Message("b"), PopFixture.Message("c")]);
        pop.Time.Now += TimeSpan.FromDays(1);
        pop.Deliver("d");
        await pop.SyncWellAsync();
        pop.OnServer.ShouldBe([PopFixture.Message("c"), PopFixture.Message("d")]);
    }

    [Fact]
    public async Task The_oldest_go_until_there_is_room()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.BelowQuotaShare(50, 4));
        foreach (var name in (string[])["a", "b", "c", "d"]) pop.DeliverBytes(PopFixture.Message(name, 700_000));
        (await pop.SyncWellAsync()).Maildrop!.Left[MaildropReason.RoomLeft].ShouldBe(2);
        pop.OnServer.ShouldBe([PopFixture.Message("c", 700_000), PopFixture.Message("d", 700_000)]);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task The_most_careful_of_several_rules_wins()
    {
        await using var pop = new PopFixture(o =>
        {
            o.LeaveOnServer = LeaveOnServer.ForDays(10);
            o.LeaveOnServer.And = [LeaveOnServer.Newest(1)];
        });
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(11);
        (await pop.SyncWellAsync()).Maildrop!.Left.ShouldBe(new Dictionary<MaildropReason, int> { [MaildropReason.AmongNewest] = 1 });
        pop.OnServer.ShouldBe([PopFixture.Message("b")]);
    }

    [Fact]
    public async Task A_clock_set_back_deletes_nothing_early_and_a_leap_is_not_believed_at_once()
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60));
        var start = pop.Time.Now;
        pop.Deliver("a");
        await pop.SyncWellAsync();
        pop.Time.Now = start.AddYears(-20);
        pop.Deliver("b");
        (await pop.SyncWellAsync()).Notices.ShouldContain(n => n.English.Contains("clock", StringComparison.Ordinal));
        pop.Time.Now = start.AddYears(30);
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.Maildrop!.Deleted.ShouldBe(0), r => r.Notices.Count.ShouldBe(1));
        pop.Time.Now = start.AddDays(59);
        (await pop.SyncWellAsync()).ShouldSatisfyAllConditions(r => r.Maildrop!.Deleted.ShouldBe(0), r => r.Notices.ShouldBeEmpty());
        pop.Time.Now = start.AddDays(60);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
        // The days of what came while the clock was wrong began when it was right again.
        pop.Time.Now = start.AddDays(118);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(0);
        pop.Time.Now = start.AddDays(119);
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
    }

    [Fact]
    public async Task A_tighter_rule_waits_for_its_plan_to_be_applied_and_holds_for_new_messages()
    {
        await using var pop = new PopFixture();
        pop.Deliver("old1", "old2");
        await pop.SyncWellAsync();
        pop.Options.LeaveOnServer = LeaveOnServer.ForDays(10);
        await pop.RestartAsync();
        pop.Time.Now += TimeSpan.FromDays(1);
        pop.Deliver("new");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(11);
        var report = await pop.SyncWellAsync();
        report.Maildrop!.ShouldSatisfyAllConditions(m => m.Deleted.ShouldBe(1), m => m.Left[MaildropReason.AwaitsApply].ShouldBe(2));
        report.Notices.ShouldHaveSingleItem().French.ShouldContain("2 messages");

        var plan = await pop.Account.Retention.PlanAsync();
        plan.ShouldSatisfyAllConditions(p => p.Deletions.Count.ShouldBe(2), p => p.Rule.ShouldBe("ForDays 10"), p => p.Stays.English.ShouldBe("each message stays for 10 days from its download"), p => p.Bytes.ShouldBe(pop.OnServer.Sum(m => m.Length)));
        plan.Deletions.Select(d => d.Subject).ShouldBe(["old1", "old2"]);
        pop.OnServer.Count().ShouldBe(2);
        pop.Deliver("later");
        var applied = await pop.Account.Retention.ApplyAsync(plan with { Deletions = [plan.Deletions[0]] });
        applied.Maildrop!.ShouldSatisfyAllConditions(m => m.Deleted.ShouldBe(1), m => m.Left[MaildropReason.NotPlanned].ShouldBe(1));
        pop.OnServer.ShouldBe([PopFixture.Message("old2"), PopFixture.Message("later")]);
        // What was taken out of the plan waits for another one.
        (await pop.SyncWellAsync()).Maildrop!.ShouldSatisfyAllConditions(m => m.Deleted.ShouldBe(0), m => m.Left[MaildropReason.AwaitsApply].ShouldBe(1));
        (await pop.Account.Retention.ApplyAsync(await pop.Account.Retention.PlanAsync())).Maildrop!.Deleted.ShouldBe(1);
        pop.OnServer.ShouldBe([PopFixture.Message("later")]);
        await pop.NothingIsLostAsync();
    }

    [Fact]
    public async Task What_was_not_listed_when_a_changed_rule_was_applied_waits_for_another_plan()
    {
        await using var pop = new PopFixture();
        pop.Deliver("a", "b", "c");
        await pop.SyncWellAsync();
        pop.Options.LeaveOnServer = LeaveOnServer.NotAtAll;
        await pop.RestartAsync();

        pop.User.Inbox.Remove(pop.User.Inbox.Messages[1].Uid);
        var plan = await pop.Account.Retention.PlanAsync();
        plan.Deletions.Select(d => d.Subject).ShouldBe(["a", "c"]);
        (await pop.Account.Retention.ApplyAsync(plan)).Maildrop!.Deleted.ShouldBe(2);

        pop.Deliver("b");
        (await pop.SyncWellAsync()).Maildrop!.ShouldSatisfyAllConditions(m => m.Deleted.ShouldBe(0), m => m.Left[MaildropReason.AwaitsApply].ShouldBe(1));
        (await pop.Account.Retention.ApplyAsync(await pop.Account.Retention.PlanAsync())).Maildrop!.Deleted.ShouldBe(1);
    }

    [Fact]
    public async Task A_changed_rule_applies_at_once_where_the_options_say_so()
    {
        await using var pop = new PopFixture(o => o.ApplyRuleChangesAtOnce = true);
        pop.Deliver("a");
        await pop.SyncWellAsync();
        pop.Options.LeaveOnServer = LeaveOnServer.NotAtAll;
        await pop.RestartAsync();
        (await pop.SyncWellAsync()).Maildrop!.Deleted.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_another_maildrop_lists_under_the_same_unique_ids_is_fetched_and_not_taken_for_held(bool deletes)
    {
        await using var pop = new PopFixture();
        pop.Deliver("a");
        await pop.SyncWellAsync();
        pop.Server.AddUser("another").Inbox.Add(Encoding.UTF8.GetBytes(PopFixture.Message("b")));
        pop.UserName = "another";
        if (deletes) (pop.Options.LeaveOnServer, pop.Options.ApplyRuleChangesAtOnce) = (LeaveOnServer.NotAtAll, true);
        await pop.RestartAsync();

        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(1);

        (await pop.HeldAsync()).ShouldBe([PopFixture.Message("a"), PopFixture.Message("b")], ignoreOrder: true);
        pop.OnServer.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_same_maildrop_by_another_name_is_not_fetched_again()
    {
        await using var pop = new PopFixture();
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        pop.Host = "localhost";
        await pop.RestartAsync();

        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);
        (await pop.SyncWellAsync()).MessagesAdded.ShouldBe(0);

        (pop.Count("RETR"), pop.Count("TOP")).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_under_a_known_name_that_nobody_has_fetched_is_not_deleted(bool hasTop)
    {
        await using var pop = new PopFixture(o => o.LeaveOnServer = LeaveOnServer.ForDays(60), p => hasTop ? p : p.Without("TOP"));
        pop.Deliver("a", "b");
        await pop.SyncWellAsync();
        pop.Time.Now += TimeSpan.FromDays(60);
        pop.User.Inbox.Remove([1u]);
        pop.Deliver("c");
        pop.User.Inbox.ChangeUidValidity(pop.User.Inbox.UidValidity);

        await pop.SyncWellAsync();

        (await pop.HeldAsync()).Distinct().ShouldBe([PopFixture.Message("a"), PopFixture.Message("b"), PopFixture.Message("c")], ignoreOrder: true);
        await pop.NothingIsLostAsync();
    }
}
