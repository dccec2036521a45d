using AcMail.Storage;

namespace AcMail;

/// <summary>Tells from a list of UIDs that is proved whether what was told of changes was right. Pure: values in, values out.</summary>
static class LadderEvidence
{
    /// <summary>What the server did not keep, or <see langword="null"/>.</summary>
    /// <param name="checkpoint">The state from which on changes were asked for.</param>
    /// <param name="selected">The state as selected.</param>
    /// <param name="method">How they were asked for.</param>
    /// <param name="accounted">What was believed to be on the server.</param>
    /// <param name="changes">What was told.</param>
    /// <param name="listed">What is on the server.</param>
    public static (ServerPromise Promise, DistrustReason Reason)? Against(
        MailboxCheckpoint checkpoint, RemoteState selected, ResyncMethod method, UidSet accounted, RemoteChanges changes, UidSet listed)
    {
        if (checkpoint.UidNext > 0)
        {
            // What came after the mailbox was selected need not have been told.
            var fresh = ImapPlanner.Former(listed.Except(accounted), selected).Intersect(UidSet.FromRanges([new(checkpoint.UidNext, uint.MaxValue)]));
            if (fresh.Except(UidSet.Of(changes.Flags.Select(f => f.Uid))).Count > 0) return (ServerPromise.CondStore, DistrustReason.LeftOut);
        }

        if (method != ResyncMethod.QuickResync) return null;
        if (changes.Vanished.Intersect(accounted).Intersect(listed).Count > 0) return (ServerPromise.QuickResync, DistrustReason.NamedWrongly);
        // So many may have gone since the mailbox was selected.
        var goneSince = Math.Max(selected.Exists - ImapPlanner.Former(listed, selected).Count, 0);
        return accounted.Except(listed).Except(changes.Vanished).Count > goneSince ? (ServerPromise.QuickResync, DistrustReason.LeftOut) : null;
    }

    /// <summary>Whether SEARCH named other messages than were there, given what FETCH showed after it. What came or went in between is nobody's fault.</summary>
    public static bool IsAgainstSearch(UidSet searched, UidSet shown, RemoteState selected)
    {
        var former = ImapPlanner.Former(shown, selected);
        return former.Except(searched).Count > 0
            || (former.Count == selected.Exists && ImapPlanner.Former(searched, selected).Except(shown).Count > 0);
    }
}
