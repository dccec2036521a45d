namespace AcMail.Testing;

/// <summary>Tells the client how its view of the selected mailbox has changed (RFC 9051 §7.4, RFC 7162 §3.2.10).</summary>
static class ViewReport
{
    public static void Write(ImapSession session, SelectedMailbox selected, ViewChange change, bool withUid)
    {
        if (change.Expunged.Count > 0 && session.Misbehaves(ImapMisbehaviour.ExistsWithoutExpunge))
            WriteCounts(session, selected);
        else if (change.Expunged.Count > 0 && session.Enabled("QRESYNC"))
            session.Untagged($"VANISHED {SequenceSet.Of(change.Expunged.Select(e => e.Uid))}");
        else
            foreach (var (number, _) in change.Expunged) session.Untagged($"{number} EXPUNGE");

        if (change.HasKeywords) WriteFlags(session, selected);
        if (change.HasArrivals && !session.Misbehaves(ImapMisbehaviour.ArrivalsUntold)) WriteCounts(session, selected);
        foreach (var message in change.Changed) session.Untagged(FetchOf(session, selected, message, withUid));
    }

    public static void WriteCounts(ImapSession session, SelectedMailbox selected)
    {
        session.Untagged($"{selected.Uids.Count} EXISTS");
        if (!session.Enabled("IMAP4rev2")) session.Untagged($"{selected.RecentCount} RECENT");
    }

    public static void WriteFlags(ImapSession session, SelectedMailbox selected)
    {
        var flags = string.Join(' ', selected.KnownFlags);
        session.Untagged($"FLAGS ({flags})");
        if (selected.IsReadOnly)
        {
            session.Untagged("OK [PERMANENTFLAGS ()] Read-only");
            return;
        }

        var permanent = PermanentFlags.Of(session, selected.Mailbox);
        var told = session.Misbehaves(ImapMisbehaviour.PermanentFlagsUnnamed) ? @"\*" : permanent.Tell(selected.KnownFlags);
        session.Untagged($"OK [PERMANENTFLAGS ({told})] Flags permitted");
    }

    /// <summary>The flags of a message with <c>\Recent</c>, in parentheses.</summary>
    public static string FlagsOf(ImapSession session, SelectedMailbox selected, ServerMessage message)
    {
        if (session.Enabled("IMAP4rev2") || !selected.IsRecent(message.Uid)) return $"({message.Flags})";
        return message.Flags.Count == 0 ? @"(\Recent)" : $@"({message.Flags} \Recent)";
    }

    /// <summary>A FETCH response that tells the flags, without <c>* </c>.</summary>
    public static string FetchOf(ImapSession session, SelectedMailbox selected, ServerMessage message, bool withUid)
    {
        var uid = withUid || session.Enabled("QRESYNC") || session.Enabled("IMAP4rev2") ? $"UID {message.Uid} " : "";
        var modSeq = selected.CondStore ? $" MODSEQ ({message.ModSeq})" : "";
        return $"{selected.NumberOf(message.Uid)} FETCH ({uid}FLAGS {FlagsOf(session, selected, message)}{modSeq})";
    }
}
