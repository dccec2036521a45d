using AcMail.Storage;
using CsCheck;

namespace AcMail.Core.Tests.Imap.Ladder;

public sealed class LadderEvidenceTests
{
    const uint Next = 21;
    static readonly Gen<UidSet> Old = Gen.UInt[1, Next - 1].Array[0, 15].Select(u => UidSet.Of(u));
    static readonly Gen<UidSet> Fresh = Gen.UInt[Next, 30].Array[0, 6].Select(u => UidSet.Of(u));
    static readonly MailboxCheckpoint Checkpoint = new(1, Next, 5);
    static readonly RemoteState Selected = new(1, 31, 9, 0);

    [Fact]
    public void A_server_that_tells_the_truth_is_never_accused() => Gen.Select(Old, Old, Fresh, Gen.Bool).Sample((accounted, gone, fresh, quick) =>
    {
        var vanished = accounted.Intersect(gone);
        var changes = new RemoteChanges([.. fresh.Select(u => new RemoteFlags(u, default, 7))], quick ? vanished : UidSet.Empty);
        Against(quick, accounted, changes, accounted.Except(vanished).Union(fresh)).ShouldBeNull();
    });

    [Fact]
    public void Any_lie_is_found_out() => Gen.Select(Old, Old, Fresh, Old, Fresh).Sample((accounted, gone, fresh, alsoNamed, untold) =>
    {
        var vanished = accounted.Intersect(gone);
        var changes = new RemoteChanges([.. fresh.Except(untold).Select(u => new RemoteFlags(u, default, 7))], vanished.Union(alsoNamed));
        var evidence = Against(true, accounted, changes, accounted.Except(vanished).Union(fresh));
        if (fresh.Intersect(untold).Count > 0) evidence.ShouldBe((ServerPromise.CondStore, DistrustReason.LeftOut));
        else if (alsoNamed.Intersect(accounted).Except(vanished).Count > 0) evidence.ShouldBe((ServerPromise.QuickResync, DistrustReason.NamedWrongly));
        else evidence.ShouldBeNull();
    });

    [Fact]
    public void What_went_after_VANISHED_was_told_is_not_found_missing_there() => Gen.Select(Old, Old, Old, Fresh).Sample((accounted, gone, goneSince, fresh) =>
    {
        var vanished = accounted.Intersect(gone);
        var there = accounted.Except(vanished).Union(fresh);
        var changes = new RemoteChanges([.. fresh.Select(u => new RemoteFlags(u, default, 7))], vanished);

        LadderEvidence.Against(Checkpoint, Selected with { Exists = there.Count }, ResyncMethod.QuickResync, accounted, changes, there.Except(goneSince)).ShouldBeNull();
    });

    [Fact]
    public void SEARCH_is_not_to_blame_for_what_comes_and_goes() => Gen.Select(Old, Old, Old, Fresh, Fresh).Sample((there, goneBefore, goneAfter, came, cameLater) =>
    {
        var selected = new RemoteState(1, Next, 9, there.Count);
        var searched = there.Except(goneBefore).Union(came);

        LadderEvidence.IsAgainstSearch(searched, searched.Except(goneAfter).Union(cameLater), selected).ShouldBeFalse();
    });

    [Fact]
    public void SEARCH_that_leaves_out_or_makes_up_messages_is_found_out() => Gen.Select(Old, Old, Old, Fresh).Sample((there, leftOut, madeUp, came) =>
    {
        var selected = new RemoteState(1, Next, 9, there.Count);
        var lies = leftOut.Intersect(there).Count > 0 || madeUp.Except(there).Count > 0;

        LadderEvidence.IsAgainstSearch(there.Except(leftOut).Union(madeUp.Except(there)), there.Union(came), selected).ShouldBe(lies);
    });

    [Fact]
    public void What_VANISHED_does_not_name_is_found_out_too()
    {
        var accounted = UidSet.Of(1, 2, 3);
        Against(true, accounted, new([], UidSet.Of(1)), UidSet.Of(3)).ShouldBe((ServerPromise.QuickResync, DistrustReason.LeftOut));
        Against(false, accounted, RemoteChanges.None, UidSet.Of(3)).ShouldBeNull();
    }

    [Fact]
    public void What_came_since_the_mailbox_was_selected_need_not_have_been_told() =>
        LadderEvidence.Against(Checkpoint, Selected with { UidNext = 23 }, ResyncMethod.ChangedSince, UidSet.Of(1), RemoteChanges.None, UidSet.Of(1, 23, 24)).ShouldBeNull();

    static (ServerPromise, DistrustReason)? Against(bool quick, UidSet accounted, RemoteChanges changes, UidSet listed) => LadderEvidence.Against(
        Checkpoint, Selected, quick ? ResyncMethod.QuickResync : ResyncMethod.ChangedSince, accounted, changes, listed);
}
