using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Marks;

public sealed class MarkPlannerTests
{
    static readonly Gen<MailFlags> Flags = Gen.Select(Gen.Int[0, 31], Gen.OneOf(Gen.Const("a"), Gen.Const("b")).Array[0, 2], (s, k) => new MailFlags((SystemFlags)s, k));
    static readonly Gen<StoredMark[]> Marks =
        Gen.Select(Gen.Select(Gen.UInt[1, 30], Gen.Int[0, 5]).Array[0, 20], Gen.Select(Flags, Flags, Flags).Select((c, l, u) => new FlagState(c, l, u)).Array[6])
            .Select((messages, states) => messages.DistinctBy(m => m.Item1).GroupBy(m => states[m.Item2], m => m.Item1)
                .Select(g => new StoredMark("INBOX", 1, UidSet.Of(g), g.Key)).ToArray());

    [Fact]
    public void The_server_has_what_is_here_whatever_became_of_the_uncertain() => Gen.Select(Marks, Flags).Sample((marks, lost) =>
    {
        var plan = MarkPlanner.Plan(marks, _ => true);
        plan.Refused.ShouldBeEmpty();
        foreach (var (uid, flags) in Messages(marks))
        {
            // Of what is uncertain, any part may have taken effect.
            var server = Play(flags.Common.Except(flags.Uncertain).Union(lost.Intersect(flags.Uncertain)), plan.Stores, uid);
            server.ShouldBe(flags.Local);
        }
    });

    [Fact]
    public void What_others_changed_meanwhile_is_left_alone() => Gen.Select(Marks, Flags).Sample((marks, theirs) =>
    {
        var plan = MarkPlanner.Plan(marks, _ => true);
        foreach (var (uid, (common, local, uncertain)) in Messages(marks))
        {
            var touched = local.Except(common).Union(common.Except(local)).Union(uncertain);
            Play(theirs, plan.Stores, uid).Except(touched).ShouldBe(theirs.Except(touched));
        }
    });

    [Fact]
    public void Marks_of_another_numbering_wait_and_without_any_numbering_those_that_remove() => Marks.Sample(marks =>
    {
        MarkPlanner.Playable(marks, 1).ShouldBe(marks);
        MarkPlanner.Playable(marks, 2).ShouldBeEmpty();
        var unnumbered = marks.Select(m => m with { UidValidity = ImapPlanner.NoUidValidity }).ToList();
        var played = MarkPlanner.Plan(MarkPlanner.Playable(unnumbered, ImapPlanner.NoUidValidity), _ => true);
        played.Stores.ShouldAllBe(s => !s.Adds || !s.Flags.System.HasFlag(SystemFlags.Deleted));
        unnumbered.Where(m => !m.Flags.Local.System.HasFlag(SystemFlags.Deleted)).ShouldBeSubsetOf(MarkPlanner.Playable(unnumbered, ImapPlanner.NoUidValidity));
    });

    [Fact]
    public void Flags_that_the_mailbox_does_not_keep_are_not_sent() => Marks.Sample(marks =>
    {
        var plan = MarkPlanner.Plan(marks, flag => flag.Keywords.Count == 0);
        plan.Stores.ShouldAllBe(s => s.Flags.Keywords.Count == 0);
        plan.Refused.ShouldAllBe(r => r.Flags.System == SystemFlags.None);
    });

    [Fact]
    public void Whatever_is_sent_or_refused_was_announced() => Gen.Select(Marks, Flags).Sample((marks, kept) =>
    {
        var plan = MarkPlanner.Plan(marks, flag => flag.Except(kept).IsEmpty);
        foreach (var (uid, _) in Messages(marks))
        {
            var announced = MarkPlanner.Announce("INBOX", marks).Where(a => (a.UidValidity, a.Uids.Contains(uid)) == (1u, true))
                .Aggregate(default(MailFlags), (all, a) => all.Union(a.Flags));
            plan.Stores.Concat(plan.Refused).Where(s => s.Uids.Contains(uid)).ShouldAllBe(s => s.Flags.Except(announced).IsEmpty);
        }
    });

    [Fact]
    public void Many_equal_changes_are_one_command() => Gen.Select(Flags, Gen.Int[2, 500]).Sample((added, count) =>
    {
        // What both sides had before differs, and so does the state.
        var marks = Enumerable.Range(1, count).Select(i => new StoredMark("INBOX", 1, UidSet.Of((uint)i), new(new(default, $"k{i}"), new(added.System, [.. added.Keywords, $"k{i}"]), default)));
        MarkPlanner.Plan([.. marks], _ => true).Stores.Count.ShouldBe(added.IsEmpty ? 0 : 1);
    });

    [Fact]
    public void However_mixed_there_are_no_more_commands_than_two_a_flag() => Marks.Sample(marks =>
        MarkPlanner.Plan(marks, _ => true).Stores.Count.ShouldBeLessThanOrEqualTo(14));

    static IEnumerable<(uint Uid, FlagState Flags)> Messages(IEnumerable<StoredMark> marks) => marks.SelectMany(m => m.Uids.Select(uid => (uid, m.Flags)));

    static MailFlags Play(MailFlags server, IReadOnlyList<FlagStore> stores, uint uid) => stores.Where(s => s.Uids.Contains(uid))
        .Aggregate(server, (flags, s) => s.Adds ? new(flags.System | s.Flags.System, flags.Keywords.Concat(s.Flags.Keywords)) : flags.Except(s.Flags));
}
