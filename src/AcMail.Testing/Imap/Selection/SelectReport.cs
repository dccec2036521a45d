namespace AcMail.Testing;

/// <summary>What is told of a mailbox when it is selected (RFC 9051 §6.3.2).</summary>
static class SelectReport
{
    public static void Write(ImapSession session, SelectedMailbox selected)
    {
        var mailbox = selected.Mailbox;
        ViewReport.WriteFlags(session, selected);
        SelectionMisconduct.WriteSteps(session, selected);
        ViewReport.WriteCounts(session, selected);
        if (!session.Enabled("IMAP4rev2")) WriteFirstUnseen(session, mailbox);
        var uidValidity = SelectionMisconduct.UidValidity(session, mailbox, isSelected: !selected.IsReadOnly);
        session.Untagged($"OK [UIDVALIDITY {uidValidity}] UIDs valid");
        if (!mailbox.HasStickyUids) session.Untagged("NO [UIDNOTSTICKY] UIDs do not last");
        if (SelectionMisconduct.UidNext(session, mailbox, inStatus: false) is { } uidNext)
            session.Untagged($"OK [UIDNEXT {uidNext}] Predicted next UID");
        if (session.Has("CONDSTORE")) session.Untagged(ModSequences(session, mailbox));
        if (session.Has("OBJECTID")) session.Untagged($"OK [MAILBOXID ({mailbox.Id})] Mailbox id");
        if (session.Enabled("IMAP4rev2")) session.Untagged($"LIST () {session.Profile.QuotedDelimiter} {session.Encode(mailbox.Name)}");
    }

    static string ModSequences(ImapSession session, ServerMailbox mailbox) => session.Profile.HasModSequences
        ? $"OK [HIGHESTMODSEQ {SelectionMisconduct.HighestModSeq(session, mailbox)}] Highest"
        : "OK [NOMODSEQ] No mod-sequences";

    static void WriteFirstUnseen(ImapSession session, ServerMailbox mailbox)
    {
        var number = 1 + mailbox.Messages.TakeWhile(m => m.Flags.Contains(@"\Seen")).Count();
        if (number <= mailbox.Messages.Count) session.Untagged($"OK [UNSEEN {number}] First unseen");
    }
}
