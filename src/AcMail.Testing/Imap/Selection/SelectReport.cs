namespace AcMail.Testing;

/// <summary>What is told of a mailbox when it is selected (RFC 9051 §6.3.2).</summary>
static class SelectReport
{
    public static void Write(ImapSession session, SelectedMailbox selected)
    {
        var mailbox = selected.Mailbox;
        ViewReport.WriteFlags(session, selected);
        ViewReport.WriteCounts(session, selected);
        if (!session.Enabled("IMAP4rev2")) WriteFirstUnseen(session, mailbox);
        session.Untagged($"OK [UIDVALIDITY {mailbox.UidValidity}] UIDs valid");
        session.Untagged($"OK [UIDNEXT {mailbox.UidNext}] Predicted next UID");
        if (session.Has("CONDSTORE"))
            session.Untagged(session.Profile.HasModSequences ? $"OK [HIGHESTMODSEQ {mailbox.HighestModSeq}] Highest" : "OK [NOMODSEQ] No mod-sequences");
        if (session.Has("OBJECTID")) session.Untagged($"OK [MAILBOXID ({mailbox.Id})] Mailbox id");
        if (session.Enabled("IMAP4rev2")) session.Untagged($"LIST () \"{session.Profile.Delimiter}\" {session.Encode(mailbox.Name)}");
    }

    static void WriteFirstUnseen(ImapSession session, ServerMailbox mailbox)
    {
        var number = 1 + mailbox.Messages.TakeWhile(m => m.Flags.Contains(@"\Seen")).Count();
        if (number <= mailbox.Messages.Count) session.Untagged($"OK [UNSEEN {number}] First unseen");
    }
}
