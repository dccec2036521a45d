namespace AcMail.Testing;

/// <summary>SELECT and EXAMINE (RFC 9051 §6.3.2, RFC 7162 §3.1.8 and §3.2.5).</summary>
sealed class SelectCommand(string name, bool isReadOnly) : ImapCommand
{
    public override string Name => name;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var mailboxName = arguments.Mailbox();
        var parameters = SelectParameters.Read(session, arguments);
        arguments.End();

        if (!session.IsIdentified && session.Misbehaves(ImapMisbehaviour.IdentificationRequired))
            return new(ImapResult.No($"{Name} Unsafe Login. Please contact kefu@188.com for help"));
        Deselect(session);
        lock (session.User.Gate)
        {
            if (MailboxLookup.Selectable(session, mailboxName, out var refusal) is not { } mailbox) return new(refusal);
            SelectionMisconduct.Renumber(session, mailbox);
            if (!mailbox.HasStickyUids) mailbox.ChangeUidValidity(mailbox.UidValidity + 1);
            if (parameters.CondStore) session.Enable("CONDSTORE");
            var selected = new SelectedMailbox(mailbox, isReadOnly || mailbox.IsReadOnly) { CondStore = session.HasModSequences && session.Enabled("CONDSTORE") };
            session.Selected = selected;
            SelectReport.Write(session, selected);
            if (session.HasModSequences) parameters.Resync?.Report(session, selected);
            if (session.Misbehaves(ImapMisbehaviour.AccessUnsaid)) return new(ImapResult.Ok($"{Name} completed."));
            return new(ImapResult.Ok($"{Name} completed.", selected.IsReadOnly ? "READ-ONLY" : "READ-WRITE"));
        }
    }

    static void Deselect(ImapSession session)
    {
        if (session.Selected is null) return;
        session.Selected = null;
        if (session.Has("QRESYNC") || session.Enabled("IMAP4rev2")) session.Untagged("OK [CLOSED] The previous mailbox is closed.");
    }
}
