using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Storage;

public sealed class FlagStateTests
{
    static readonly Gen<MailFlags> Flags = Gen.Select(Gen.Int[0, 31], Gen.OneOf(Gen.Const("a"), Gen.Const("B"), Gen.Const("c")).Array[0, 3], (s, k) => new MailFlags((SystemFlags)s, k));

    [Fact]
    public void A_flag_is_as_the_side_that_changed_it_has_it() => Gen.Select(Flags, Flags, Flags).Sample((common, local, remote) =>
    {
        var merged = FlagMerge.Merge(common, local, remote, default);
        foreach (var flag in common.Union(local).Union(remote).Split())
        {
            bool b = Has(common, flag), l = Has(local, flag), r = Has(remote, flag);
            Has(merged, flag).ShouldBe((b && l && r) || ((l || r) && !b));
        }
    });

    [Fact]
    public void Of_an_uncertain_flag_the_local_side_counts() => Gen.Select(Flags, Flags, Flags, Flags).Sample((common, local, remote, uncertain) =>
    {
        var merged = FlagMerge.Merge(common, local, remote, uncertain);
        foreach (var flag in uncertain.Split()) Has(merged, flag).ShouldBe(Has(local, flag));
        merged.Except(uncertain).ShouldBe(FlagMerge.Merge(common, local, remote, default).Except(uncertain));
    });

    [Fact]
    public void What_is_marked_and_taken_back_leaves_no_trace() => Gen.Select(Flags, Flags).Sample((flags, change) =>
    {
        var added = FlagState.Of(flags).Marked(new(1, change.Except(flags), default)).Marked(new(1, default, Upper(change.Except(flags))));
        added.IsMarked.ShouldBeFalse();
        var removed = FlagState.Of(flags).Marked(new(1, default, Upper(change))).Marked(new(1, Upper(change.Intersect(flags)), default));
        removed.IsMarked.ShouldBeFalse();
    });

    [Fact]
    public void What_was_sent_is_marked_no_more_and_what_was_refused_is_as_before() => Gen.Select(Flags, Flags, Flags).Sample((flags, add, remove) =>
    {
        var marked = FlagState.Of(flags).Marked(new(1, add, remove));
        var (adds, removes) = (marked.Local.Except(flags), flags.Except(marked.Local));
        var sending = marked.Sending(adds.Union(removes));
        sending.Sent(adds, removes).IsMarked.ShouldBeFalse();
        sending.Refused(adds.Union(removes)).ShouldBe(FlagState.Of(flags));
    });

    [Fact]
    public void Where_nothing_was_marked_the_servers_flags_are_taken_over() => Gen.Select(Flags, Flags).Sample((common, remote) =>
        FlagState.Of(common).Observed(remote).ShouldBe(FlagState.Of(remote)));

    static bool Has(MailFlags flags, MailFlags flag) => !flags.Intersect(flag).IsEmpty;

    static MailFlags Upper(MailFlags flags) => new(flags.System, flags.Keywords.Select(k => k.ToUpperInvariant()));
}
