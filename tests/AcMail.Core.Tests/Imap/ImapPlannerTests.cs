using AcMail.Storage;
using CsCheck;
using MailKit.Net.Imap;

namespace AcMail.Core.Tests.Imap;

public sealed class ImapPlannerTests
{
    const ImapCapabilities CondStore = ImapCapabilities.CondStore;
    static readonly Gen<UidSet> Uids = Gen.UInt[1, 40].Array[0, 25].Select(u => UidSet.Of(u));
    static readonly Gen<MailFlags> Flags = Gen.Int[0, 31].Select(f => new MailFlags((SystemFlags)f));

    [Fact]
    public void A_mailbox_whose_counters_all_agree_is_not_looked_at() =>
        ImapPlanner.IsUnchanged(Stored(new(1, 10, 5), messages: 3), new(1, 10, 5, 3)).ShouldBeTrue();

    [Theory]
    [InlineData(2u, 10u, 5ul, 3)]
    [InlineData(1u, 11u, 5ul, 3)]
    [InlineData(1u, 10u, 6ul, 3)]
    [InlineData(1u, 10u, 5ul, 2)]
    [InlineData(1u, 10u, 0ul, 3)]
    public void Any_counter_that_differs_or_is_missing_has_it_looked_at(uint validity, uint next, ulong modSeq, long exists) =>
        ImapPlanner.IsUnchanged(Stored(new(1, 10, 5), messages: 3), new(validity, next, modSeq, exists)).ShouldBeFalse();

    [Fact]
    public void Without_mod_sequences_equal_counters_prove_nothing() =>
        ImapPlanner.IsUnchanged(Stored(new(1, 10, 0), messages: 3), new(1, 10, 0, 3)).ShouldBeFalse();

    [Fact]
    public void The_highest_rung_that_both_sides_allow_is_taken()
    {
        var stored = Stored(new(1, 10, 5), messages: 3);
        var changed = new RemoteState(1, 11, 6, 4);
        ImapPlanner.ChooseMethod(stored, changed, CondStore, quickResyncEnabled: true).ShouldBe(ResyncMethod.QuickResync);
        ImapPlanner.ChooseMethod(stored, changed, CondStore, quickResyncEnabled: false).ShouldBe(ResyncMethod.ChangedSince);
        ImapPlanner.ChooseMethod(stored, changed, ImapCapabilities.None, quickResyncEnabled: false).ShouldBe(ResyncMethod.FlagScan);
        ImapPlanner.ChooseMethod(stored, new(1, 10, 5, 3), CondStore, true).ShouldBe(ResyncMethod.None);
    }

    [Theory]
    [InlineData(2u, 6ul)]
    [InlineData(1u, 4ul)]
    [InlineData(1u, 0ul)]
    public void A_checkpoint_that_does_not_fit_the_server_is_not_built_upon(uint validity, ulong modSeq) =>
        ImapPlanner.ChooseMethod(Stored(new(1, 10, 5), 3), new(validity, 10, modSeq, 3), CondStore, true).ShouldBe(ResyncMethod.FlagScan);

    [Fact]
    public void A_pass_that_never_completed_is_compared_in_full() =>
        ImapPlanner.ChooseMethod(Stored(null, 3), new(1, 10, 5, 3), CondStore, true).ShouldBe(ResyncMethod.FlagScan);

    [Fact]
    public void What_vanished_and_what_is_new_lead_to_exactly_the_servers_set() => Gen.Select(Uids, Uids).Sample((known, server) =>
    {
        var fresh = server.Except(UidSet.FromRanges([new(1, known.Count == 0 ? 0 : known.Max())]));
        var reachable = known.Intersect(server).Union(fresh);
        var plan = ImapPlanner.PlanFromVanished(known, known.Except(server), fresh, reachable.Count);
        plan.ShouldNotBeNull();
        known.Except(plan.Vanished).Union(plan.Fetch).Equals(reachable).ShouldBeTrue();
    });

    [Fact]
    public void A_vanished_set_that_does_not_reconcile_is_not_believed() => Gen.Select(Uids, Uids, Uids).Sample((known, server, lies) =>
    {
        var plan = ImapPlanner.PlanFromVanished(known, lies, server.Except(known), server.Count);
        if (plan is not null) (known.Count - plan.Vanished.Count + plan.Fetch.Count).ShouldBe(server.Count);
    });

    [Fact]
    public void The_infamous_answer_that_everything_vanished_removes_nothing() =>
        ImapPlanner.PlanFromVanished(UidSet.FromRanges([new(1, 5393)]), UidSet.FromRanges([new(1, 26183)]), UidSet.Empty, 5393).ShouldBeNull();

    [Fact]
    public void A_full_list_leads_to_exactly_the_servers_set() => Gen.Select(Uids, Uids).Sample((known, server) =>
    {
        var plan = ImapPlanner.PlanFromList(known, server, server.Count);
        known.Except(plan.Vanished).Union(plan.Fetch).Equals(server).ShouldBeTrue();
    });

    [Fact]
    public void A_short_list_removes_nothing_and_still_adds() => Gen.Select(Uids, Uids).Sample((known, server) =>
    {
        var plan = ImapPlanner.PlanFromList(known, server, server.Count + 1);
        plan.Vanished.Count.ShouldBe(0);
        plan.Fetch.Equals(server.Except(known)).ShouldBeTrue();
    });

    [Theory]
    [InlineData(1000, 251, true)]
    [InlineData(1000, 250, false)]
    [InlineData(60, 51, true)]
    [InlineData(60, 50, false)]
    public void A_removal_of_much_at_once_is_asked_twice(uint known, uint vanished, bool asked) =>
        ImapPlanner.IsMassRemoval(UidSet.FromRanges([new(1, known)]), UidSet.FromRanges([new(1, vanished)])).ShouldBe(asked);

    [Fact]
    public void What_the_second_look_does_not_confirm_stays() => Gen.Select(Uids, Uids, Uids, Gen.Int[0, 1]).Sample((known, first, second, lie) =>
    {
        var plan = ImapPlanner.PlanFromList(known, first, first.Count);
        var confirmed = ImapPlanner.Confirm(plan, second, second.Count + lie);
        confirmed.Fetch.ShouldBe(plan.Fetch);
        confirmed.Vanished.Intersect(second).Count.ShouldBe(0);
        confirmed.Vanished.ShouldBe(lie == 0 && plan.Vanished.Intersect(second).Count == 0 ? plan.Vanished : UidSet.Empty);
    });

    [Fact]
    public void Flags_are_changed_where_they_differ_and_only_there() =>
        Gen.Select(Gen.Select(Gen.UInt[1, 20], Flags).Array[0, 15], Gen.Select(Gen.UInt[1, 20], Flags).Array[0, 15]).Sample((local, remote) =>
        {
            var held = local.DistinctBy(l => l.Item1).ToDictionary(l => l.Item1, l => l.Item2);
            var told = remote.DistinctBy(r => r.Item1).ToDictionary(r => r.Item1, r => r.Item2);
            var changes = ImapPlanner.PlanFlags(
                "INBOX", 1, [.. held.Select(h => new StoredPlacement(h.Key, h.Value, 0))], [.. told.Select(t => new RemoteFlags(t.Key, t.Value, 7))]);
            changes.ToDictionary(c => c.Uid, c => c.Flags).ShouldBe(
                told.Where(t => held.TryGetValue(t.Key, out var h) && h != t.Value).ToDictionary(), ignoreOrder: true);
        });

    [Fact]
    public void Windows_cover_every_held_message_once_and_stay_small() => Gen.Select(Uids, Gen.Int[1, 7]).Sample((held, size) =>
    {
        var windows = ImapPlanner.Windows(held, size).ToList();
        foreach (var uid in held) windows.Count(w => w.First <= uid && uid <= w.Last).ShouldBe(1);
        windows.All(w => held.Count(u => w.First <= u && u <= w.Last) <= size).ShouldBeTrue();
        if (windows.Count > 0) windows[0].First.ShouldBe(1u);
        for (var i = 1; i < windows.Count; i++) windows[i].First.ShouldBe(windows[i - 1].Last + 1);
    });

    static StoredMailbox Stored(MailboxCheckpoint? checkpoint, int messages) =>
        new("INBOX", '/', MailboxRole.Inbox, true, checkpoint, messages, 0);
}
