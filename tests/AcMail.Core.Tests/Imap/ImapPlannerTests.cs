using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Imap;

public sealed class ImapPlannerTests
{
    static readonly DateTimeOffset Now = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
    static readonly Gen<UidSet> Uids = Gen.UInt[1, 40].Array[0, 25].Select(u => UidSet.Of(u));
    static readonly Gen<MailFlags> Flags = Gen.Int[0, 31].Select(f => new MailFlags((SystemFlags)f));

    [Fact]
    public void Those_that_were_there_when_a_mailbox_was_selected_are_all_whatever_came_since() =>
        Gen.Select(Uids, Uids, Gen.UInt[41, 50].Array[0, 5].Select(u => UidSet.Of(u)), Gen.UInt[41, 50].Array[0, 5].Select(u => UidSet.Of(u)))
            .Sample((there, leftOut, came, untold) =>
            {
                var listed = there.Except(leftOut).Union(came.Except(untold));
                var count = there.Count + came.Count;

                ImapPlanner.IsWhole(listed, new(1, 41, 5, there.Count), count).ShouldBe(leftOut.Intersect(there).Count == 0 || listed.Count == count);
            });

    [Fact]
    public void More_than_came_since_are_not_all_of_them_but_a_sign_that_the_next_number_is_wrong() =>
        ImapPlanner.IsWhole(UidSet.Of(1, 2, 3, 4), new(1, 4, 0, 3), 3).ShouldBeFalse();

    [Fact]
    public void All_that_were_there_are_all_though_some_have_gone_since() =>
        ImapPlanner.IsWhole(UidSet.Of(1, 2, 3), new(1, 4, 0, 3), 2).ShouldBeTrue();

    [Theory]
    [InlineData(0u, true)]
    [InlineData(1u, false)]
    [InlineData(3u, false)]
    [InlineData(4u, true)]
    public void Where_the_next_number_is_not_told_all_count_as_having_been_there(uint next, bool isWhole) =>
        ImapPlanner.IsWhole(UidSet.Of(1, 2, 3), new(1, next, 0, 3), 9).ShouldBe(isWhole);

    [Fact]
    public void A_mailbox_whose_counters_all_agree_is_not_looked_at() =>
        ImapPlanner.IsUnchanged(Stored(new(1, 10, 5)), 3, new(1, 10, 5, 3)).ShouldBeTrue();

    [Theory]
    [InlineData(2u, 10u, 5ul, 3)]
    [InlineData(1u, 11u, 5ul, 3)]
    [InlineData(1u, 10u, 6ul, 3)]
    [InlineData(1u, 10u, 5ul, 2)]
    [InlineData(1u, 10u, 0ul, 3)]
    [InlineData(1u, 0u, 5ul, 3)]
    public void Any_counter_that_differs_or_is_missing_has_it_looked_at(uint validity, uint next, ulong modSeq, long exists) =>
        ImapPlanner.IsUnchanged(Stored(new(1, 10, 5)), 3, new(validity, next, modSeq, exists)).ShouldBeFalse();

    [Theory]
    [InlineData(100_000, 20, true)]
    [InlineData(100_000, 200, false)]
    [InlineData(10_000, 0.3, true)]
    [InlineData(10_000, 20, false)]
    [InlineData(500, 0, false)]
    public void An_inbox_is_looked_at_first_where_a_second_look_costs_more_than_a_round_trip(int messages, double roundTrip, bool isFirst)
    {
        bool IsFirst(MailboxCheckpoint? checkpoint, bool selectable = true) => ImapPlanner.IsInboxFirst(
            new("INBOX", '/', MailboxRole.Inbox, selectable, checkpoint, messages, messages), TimeSpan.FromMicroseconds(1), TimeSpan.FromMilliseconds(roundTrip));

        IsFirst(new(1, 10, 5) { ChangedSince = 5 }).ShouldBe(isFirst);
        IsFirst(new(1, 10, 5) { ChangedSince = 5 }, selectable: false).ShouldBeFalse();
        IsFirst(new(1, 10, 5) { ChangedSince = 5, Floor = 4 }).ShouldBeFalse();
        IsFirst(new(1, 10, 0)).ShouldBeFalse();
        IsFirst(null).ShouldBeFalse();
    }

    [Fact]
    public void Without_mod_sequences_or_in_the_middle_of_a_pass_equal_counters_prove_nothing()
    {
        ImapPlanner.IsUnchanged(Stored(new(1, 10, 0)), 3, new(1, 10, 0, 3)).ShouldBeFalse();
        ImapPlanner.IsUnchanged(Stored(new(1, 10, 5) { ChangedSince = 0 }), 3, new(1, 10, 5, 3)).ShouldBeFalse();
        ImapPlanner.IsUnchanged(Stored(new(1, 10, 5) { Floor = 4 }), 3, new(1, 10, 5, 3)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(5, 10, 3, true, true)]
    [InlineData(5, 10, 2, false, false)]
    // Without mod-sequences, flags may have changed.
    [InlineData(0, 10, 3, false, true)]
    [InlineData(0, 10, 2, false, false)]
    [InlineData(0, 11, 3, false, false)]
    // A server without UIDNEXT tells nothing.
    [InlineData(0, 0, 3, false, false)]
    [InlineData(5, 0, 3, false, false)]
    public void How_closely_a_pass_looks_says_what_it_passes_over(int modSeq, int next, int exists, bool usual, bool counters)
    {
        var stored = Stored(new(1, next == 0 ? 0 : 10u, (ulong)modSeq));
        RemoteState state = new(1, (uint)next, (ulong)modSeq, exists);

        ImapPlanner.IsPassedOver(stored, 3, state, PassDepth.Usual).ShouldBe(usual);
        ImapPlanner.IsPassedOver(stored, 3, state, PassDepth.Counters).ShouldBe(counters);
        ImapPlanner.IsPassedOver(stored, 3, state, PassDepth.Everything).ShouldBeFalse();
        ImapPlanner.IsPassedOver(stored, 3, null, PassDepth.Counters).ShouldBeFalse();
    }

    [Fact]
    public void What_is_held_back_and_what_is_not_given_out_counts_as_the_server_counts_it()
    {
        var quarantined = new QuarantinedMessage("INBOX", 1, 5, MailErrorKind.CommandRefused, "", 1, Now, Now);
        var memory = new SyncMemory(
            [], [quarantined, quarantined with { Uid = 6 }, quarantined with { UidValidity = 2 }, quarantined with { Mailbox = "Sent" }], [new("INBOX", 1, UidSet.Of(1, 2), 3)]);
        ImapPlanner.Accounted(Stored(new(1, 10, 5), 10), memory).ShouldBe(10 - 5 + 2);
    }

    [Fact]
    public void The_rung_that_was_reached_is_taken_where_something_changed()
    {
        var stored = Stored(new(1, 10, 5));
        var changed = new RemoteState(1, 11, 6, 4);
        foreach (var rung in (ResyncMethod[])[ResyncMethod.QuickResync, ResyncMethod.ChangedSince, ResyncMethod.FlagScan])
            ImapPlanner.ChooseMethod(stored, 3, changed, rung).ShouldBe(rung);
        ImapPlanner.ChooseMethod(stored, 3, new(1, 10, 5, 3), ResyncMethod.ChangedSince).ShouldBe(ResyncMethod.None);
        ImapPlanner.ChooseMethod(stored, 3, new(1, 10, 5, 3), ResyncMethod.ChangedSince, written: true).ShouldBe(ResyncMethod.ChangedSince);
        ImapPlanner.ChooseMethod(stored, 3, new(1, 10, 5, 3), ResyncMethod.ChangedSince, scanDue: true).ShouldBe(ResyncMethod.FlagScan);
    }

    [Theory]
    [InlineData(2u, 6ul)]
    [InlineData(1u, 4ul)]
    [InlineData(1u, 0ul)]
    public void A_checkpoint_that_does_not_fit_the_server_is_not_built_upon(uint validity, ulong modSeq) =>
        ImapPlanner.ChooseMethod(Stored(new(1, 10, 5)), 3, new(validity, 10, modSeq, 3), ResyncMethod.QuickResync).ShouldBe(ResyncMethod.FlagScan);

    [Fact]
    public void A_pass_that_never_completed_is_compared_in_full() =>
        ImapPlanner.ChooseMethod(Stored(null), 3, new(1, 10, 5, 3), ResyncMethod.QuickResync).ShouldBe(ResyncMethod.FlagScan);

    [Fact]
    public void A_mailbox_that_is_empty_here_and_there_need_not_be_opened_until_a_scan_is_due()
    {
        var empty = ImapPlanner.Empty(Stored(null, 0), 0, new(1, 10, 5, 0), PassDepth.Usual, Now).ShouldNotBeNull();
        ImapPlanner.IsUnchanged(Stored(empty, 0), 0, new(1, 10, 5, 0)).ShouldBeTrue();
        ImapPlanner.IsScanDue(Stored(empty, 0), Now).ShouldBeFalse();
        ImapPlanner.IsScanDue(Stored(empty, 0), Now + ImapPlanner.ScanInterval).ShouldBeTrue();
    }

    [Fact]
    public void A_mailbox_that_may_not_be_empty_is_opened()
    {
        Empty(null, new(1, 10, 5, 1)).ShouldBeNull();
        Empty(null, null).ShouldBeNull();
        Empty(null, new(1, 0, 5, 0)).ShouldBeNull();
        Empty(null, new(1, 10, 0, 0)).ShouldBeNull();
        Empty(null, new(0, 10, 5, 0)).ShouldBeNull();
        Empty(null, new(1, 10, 5, 0), 1).ShouldBeNull();
        Empty(new(1, 10, 5), new(1, 10, 5, 0)).ShouldBeNull();
        Empty(null, new(1, 10, 5, 0), depth: PassDepth.Everything).ShouldBeNull();

        static MailboxCheckpoint? Empty(MailboxCheckpoint? known, RemoteState? state, int held = 0, PassDepth depth = PassDepth.Usual) =>
            ImapPlanner.Empty(Stored(known, held), held, state, depth, Now);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(6, false)]
    [InlineData(7, true)]
    [InlineData(-1, true)]
    public void Mod_sequences_are_taken_at_their_word_for_a_week(int days, bool due) =>
        ImapPlanner.IsScanDue(Stored(new(1, 10, 5) { ScannedAt = Now.AddDays(-days) }), Now).ShouldBe(due);

    [Fact]
    public void Where_nothing_is_taken_at_its_word_no_scan_is_due() =>
        ImapPlanner.IsScanDue(Stored(new MailboxCheckpoint(1, 10, 5) { ChangedSince = 0, ScannedAt = Now.AddDays(-30) }), Now).ShouldBeFalse();

    [Fact]
    public void Changes_are_never_asked_for_from_above_what_was_proved() => Gen.Select(Gen.ULong[0, 9], Gen.ULong[1, 9], Gen.ULong[0, 9]).Sample((before, highest, seen) =>
    {
        var since = ImapPlanner.ChangedSince(before, highest, seen, false);
        since.ShouldBeLessThanOrEqualTo(highest);
        since.ShouldBeLessThanOrEqualTo(Math.Max(before, seen));
        since.ShouldBe(Math.Min(highest, Math.Max(before, seen)));
        ImapPlanner.ChangedSince(0, highest, 0, true).ShouldBe(1ul);
        if (Math.Max(before, seen) > 0) ImapPlanner.ChangedSince(before, highest, seen, true).ShouldBe(since);
    });

    [Fact]
    public void What_vanished_and_what_is_new_lead_to_exactly_the_servers_set() => Gen.Select(Uids, Uids).Sample((known, server) =>
    {
        var fresh = server.Except(UidSet.FromRanges([new(1, Math.Max(1, known.Count == 0 ? 0 : known.Max()))]));
        var reachable = known.Intersect(server).Union(fresh);
        ImapPlanner.Present(known, new([.. fresh.Select(u => new RemoteFlags(u, default, 1))], known.Except(server))).ShouldBe(reachable);
    });

    [Fact]
    public void The_infamous_answer_that_everything_vanished_does_not_add_up() =>
        ImapPlanner.Present(UidSet.FromRanges([new(1, 5393)]), new([], UidSet.FromRanges([new(1, 26183)]))).Count.ShouldNotBe(5393);

    [Fact]
    public void A_change_below_what_had_been_told_as_the_highest_gives_the_server_away()
    {
        var checkpoint = new MailboxCheckpoint(1, 10, 20) { ChangedSince = 15 };
        ImapPlanner.IsAheadOfData(checkpoint, [new(1, default, 16)]).ShouldBeTrue();
        ImapPlanner.IsAheadOfData(checkpoint, [new(1, default, 20)]).ShouldBeTrue();
        ImapPlanner.IsAheadOfData(checkpoint, [new(1, default, 21), new(2, default, 0)]).ShouldBeFalse();
        ImapPlanner.IsAheadOfData(checkpoint, [new(1, default, 21), new(2, default, 20)]).ShouldBeTrue();
        ImapPlanner.IsAheadOfData(checkpoint, []).ShouldBeFalse();
        ImapPlanner.IsAheadOfData(checkpoint with { Floor = 5 }, [new(4, default, 16)]).ShouldBeFalse();
        ImapPlanner.IsAheadOfData(checkpoint with { Floor = 5 }, [new(5, default, 16)]).ShouldBeTrue();
    }

    [Fact]
    public void A_mod_sequence_that_rose_wants_a_reason()
    {
        var checkpoint = new MailboxCheckpoint(1, 10, 20);
        RemoteChanges changed = new([new(4, default, 22)], UidSet.Empty), vanished = new([], UidSet.Of(3));
        ImapPlanner.IsUnexplained(checkpoint, new(1, 10, 22, 9), RemoteChanges.None).ShouldBeTrue();
        ImapPlanner.IsUnexplained(checkpoint, new(1, 10, 23, 9), changed).ShouldBeTrue();
        ImapPlanner.IsUnexplained(checkpoint, new(1, 10, 22, 9), changed).ShouldBeFalse();
        ImapPlanner.IsUnexplained(checkpoint, new(1, 10, 22, 8), vanished).ShouldBeFalse();
        ImapPlanner.IsUnexplained(checkpoint, new(1, 10, 20, 9), RemoteChanges.None).ShouldBeFalse();
    }

    [Fact]
    public void Every_UID_that_was_given_out_wants_to_be_told_of()
    {
        var checkpoint = new MailboxCheckpoint(1, 10, 20);
        var told = new RemoteChanges([new(10, default, 21), new(4, default, 22)], UidSet.Of(11));
        ImapPlanner.AreNewTold(checkpoint, new(1, 12, 22, 9), told).ShouldBeTrue();
        ImapPlanner.AreNewTold(checkpoint, new(1, 13, 22, 9), told).ShouldBeFalse();
        ImapPlanner.AreNewTold(checkpoint, new(1, 10, 22, 9), RemoteChanges.None).ShouldBeTrue();
        ImapPlanner.AreNewTold(checkpoint, new(1, 0, 22, 9), RemoteChanges.None).ShouldBeFalse();
        ImapPlanner.AreNewTold(checkpoint with { UidNext = 0 }, new(1, 11, 22, 9), told).ShouldBeFalse();
        ImapPlanner.AreNewTold(checkpoint with { UidNext = 0 }, new(1, 0, 22, 9), told).ShouldBeFalse();
        ImapPlanner.AreNewTold(checkpoint, new(1, 9, 22, 9), told).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1000, 251, true)]
    [InlineData(1000, 250, false)]
    [InlineData(60, 51, true)]
    [InlineData(60, 50, false)]
    public void A_removal_of_much_at_once_is_asked_twice(long known, long vanished, bool asked) =>
        ImapPlanner.IsMassRemoval(known, vanished).ShouldBe(asked);

    [Fact]
    public void Flags_are_changed_where_they_differ_and_only_there() =>
        Gen.Select(Gen.Select(Gen.UInt[1, 20], Flags).Array[0, 15], Gen.Select(Gen.UInt[1, 20], Flags).Array[0, 15]).Sample((local, remote) =>
        {
            var held = local.DistinctBy(l => l.Item1).ToDictionary(l => l.Item1, l => l.Item2);
            var told = remote.DistinctBy(r => r.Item1).ToDictionary(r => r.Item1, r => r.Item2);
            var changes = ImapPlanner.PlanFlags(
                "INBOX", 1, [.. held.Select(h => new StoredPlacement(h.Key, h.Value, 0))], [], [.. told.Select(t => new RemoteFlags(t.Key, t.Value, 7))]);
            changes.ToDictionary(c => c.Uid, c => c.Flags).ShouldBe(
                told.Where(t => held.TryGetValue(t.Key, out var h) && h != t.Value).ToDictionary(), ignoreOrder: true);
        });

    [Fact]
    public void What_was_sent_is_common_whether_or_not_it_is_durable_yet() =>
        Gen.Select(Flags, Flags, Gen.Select(Flags, Flags).Array[0, 3]).Sample((common, remote, parts) =>
        {
            IReadOnlyList<MarksSent> sent = [.. parts.Select(p => new MarksSent("INBOX", 1, UidSet.Of(5), p.Item1, p.Item2.Except(p.Item1)))];
            var state = sent.Aggregate(FlagState.Of(common), (all, s) => all.Sent(s.Added, s.Removed));

            var before = Plan(common).ToList();
            Plan(state.Common).ToList().ShouldBe(before);
            before.Aggregate(state, (all, c) => all.Observed(c.Flags)).Common.ShouldBe(remote);
            (before.Count > 0).ShouldBe(state.Common != remote);
            ImapPlanner.PlanFlags("INBOX", 1, [new(6, common, 0)], sent, [new(6, common, 7)]).ShouldBeEmpty();

            IEnumerable<FlagsObserved> Plan(MailFlags held) => ImapPlanner.PlanFlags("INBOX", 1, [new(5, held, 0)], sent, [new(5, remote, 7)]);
        });

    [Fact]
    public void Windows_cover_all_UIDs_once_and_hold_few_messages() => Gen.Select(Uids, Gen.Int[1, 7]).Sample((held, size) =>
    {
        var windows = ImapPlanner.Windows(held, size).ToList();
        windows.ShouldAllBe(w => held.Count(u => w.First <= u && u <= w.Last) <= size);
        (windows[0].First, windows[^1].Last).ShouldBe((1u, uint.MaxValue));
        for (var i = 1; i < windows.Count; i++) windows[i].First.ShouldBe(windows[i - 1].Last + 1);
    });

    [Theory]
    [InlineData(1, 9, true)]
    [InlineData(1, 10, false)]
    [InlineData(1, 11, false)]
    [InlineData(1, 0, false)]
    [InlineData(2, 1, false)]
    public void UIDs_began_anew_where_the_next_is_lower_under_the_same_number(uint uidValidity, uint uidNext, bool wentBack) =>
        ImapPlanner.WentBack(new(1, 10, 20), uidValidity, uidNext).ShouldBe(wentBack);

    static StoredMailbox Stored(MailboxCheckpoint? checkpoint, int messages = 3) => new("INBOX", '/', MailboxRole.Inbox, true, checkpoint, messages, 0);
}
