namespace AcMail.Testing;

/// <summary>What SELECT and STATUS may get wrong.</summary>
static class SelectionMisconduct
{
    const ulong Ahead = 2;

    /// <summary>Renumbers the mailbox that is about to be selected, where the profile says so; under the user's gate.</summary>
    public static void Renumber(ImapSession session, ServerMailbox mailbox)
    {
        if (session.Misbehaves(ImapMisbehaviour.UidValidityChanges)) mailbox.ChangeUidValidity(mailbox.UidValidity + 1);
        if (session.Misbehaves(ImapMisbehaviour.UidValidityDecreases)) mailbox.ChangeUidValidity(mailbox.UidValidity - 1);
    }

    /// <summary>The UIDVALIDITY that is told; EXAMINE and STATUS may tell another one than SELECT.</summary>
    public static uint UidValidity(ImapSession session, ServerMailbox mailbox, bool isSelected)
    {
        if (session.Misbehaves(ImapMisbehaviour.UidValidityZero)) return 0;
        return !isSelected && session.Misbehaves(ImapMisbehaviour.UidValidityUnstable) ? mailbox.UidValidity + 1 : mailbox.UidValidity;
    }

    /// <summary>The UIDNEXT that is told, or <see langword="null"/> where none is.</summary>
    public static uint? UidNext(ImapSession session, ServerMailbox mailbox, bool inStatus)
    {
        if (session.Misbehaves(ImapMisbehaviour.UidNextMissing)) return null;
        if (!inStatus && session.Misbehaves(ImapMisbehaviour.UidNextInStatusOnly)) return null;
        return mailbox.UidNext > 1 && session.Misbehaves(ImapMisbehaviour.UidNextTooLow) ? mailbox.UidNext - 1 : mailbox.UidNext;
    }

    public static ulong HighestModSeq(ImapSession session, ServerMailbox mailbox) =>
        mailbox.HighestModSeq + (session.Misbehaves(ImapMisbehaviour.HighestModSeqAhead) ? Ahead : 0);

    /// <summary>Counts on the way to the right one.</summary>
    public static void WriteSteps(ImapSession session, SelectedMailbox selected)
    {
        if (!session.Misbehaves(ImapMisbehaviour.ExistsInSteps)) return;
        session.Untagged($"{selected.Uids.Count / 3} EXISTS");
        session.Untagged($"{selected.Uids.Count * 2 / 3} EXISTS");
    }

    /// <summary>Whether the session is not told now of messages that have gone.</summary>
    public static bool HidesExpunges(ImapSession session) =>
        session.MayMisbehave(ImapMisbehaviour.ExpungesUntold) && session.Selected is { } selected
        && selected.Uids.Any(uid => selected.Mailbox.Find(uid) is null) && session.Misbehaves(ImapMisbehaviour.ExpungesUntold);

    /// <summary>Whether one of the mailboxes is selected, and stays as it is for that.</summary>
    public static bool Locks(ImapSession session, params IReadOnlyList<ServerMailbox> mailboxes) =>
        session.Selected is { } selected && mailboxes.Contains(selected.Mailbox) && session.Misbehaves(ImapMisbehaviour.SelectedMailboxLocked);

    /// <summary>What VANISHED (EARLIER) says of <paramref name="vanished"/>, or <see langword="null"/> where it is not sent.</summary>
    public static string? Vanished(ImapSession session, IReadOnlyList<uint> vanished)
    {
        if (session.Misbehaves(ImapMisbehaviour.VanishedMalformed)) return "1:";
        var last = session.Selected!.Mailbox.UidNext - 1;
        if (last > 2 && session.Misbehaves(ImapMisbehaviour.VanishedNamesNearlyAll)) return $"1:{last - 2},{last}";
        return vanished.Count > 0 ? $"{SequenceSet.Of(vanished)}" : null;
    }
}
