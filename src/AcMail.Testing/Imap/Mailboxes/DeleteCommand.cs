namespace AcMail.Testing;

/// <summary>DELETE (RFC 9051 §6.3.5). A name with others below it stays as a level that cannot be selected.</summary>
sealed class DeleteCommand : ImapCommand
{
    public override string Name => "DELETE";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var name = MailboxNaming.Trim(arguments.Mailbox(), session.Profile.Delimiter);
        arguments.End();
        lock (session.User.Gate)
        {
            if (MailboxLookup.Find(session, name) is not { } mailbox) return new(MailboxLookup.Missing);
            if (mailbox == session.User.Inbox) return new(ImapResult.No("INBOX cannot be deleted.", "CANNOT"));
            if (SelectionMisconduct.Locks(session, mailbox)) return new(ImapResult.No("Cannot delete currently-open folder."));
            if (session.Selected?.Mailbox == mailbox) session.Selected = null;
            if (session.Misbehaves(ImapMisbehaviour.DeleteTakesInferiors))
                foreach (var inferior in session.User.Mailboxes.Where(m => m.Name.StartsWith(name + session.Profile.Delimiter, StringComparison.Ordinal)).ToList())
                    session.User.DeleteMailbox(inferior.Name);
            session.User.DeleteMailbox(mailbox.Name);
            if (mailbox.IsSubscribed) session.User.OrphanedSubscriptions.Add(name);
            return new(ImapResult.Ok());
        }
    }
}
