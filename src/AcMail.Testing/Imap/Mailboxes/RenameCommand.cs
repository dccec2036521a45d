namespace AcMail.Testing;

/// <summary>RENAME (RFC 9051 §6.3.6): what lies below goes along, and INBOX gives its messages away but stays.</summary>
sealed class RenameCommand : ImapCommand
{
    public override string Name => "RENAME";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        var delimiter = session.Profile.Delimiter;
        arguments.Space();
        var name = MailboxNaming.Trim(arguments.Mailbox(), delimiter);
        arguments.Space();
        var newName = MailboxNaming.Trim(arguments.Mailbox(), delimiter);
        arguments.End();
        lock (session.User.Gate)
        {
            if (MailboxNaming.Refuse(session, newName) is { } refusal) return new(refusal);
            if (name == "INBOX") return new(EmptyInbox(session.User, newName));
            return new(Rename(session, name, newName, $"{name}{delimiter}"));
        }
    }

    static ImapResult Rename(ImapSession session, string name, string newName, string prefix)
    {
        var user = session.User;
        var moving = user.Mailboxes.Where(m => m.Name == name || m.Name.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        if (moving.Length == 0) return MailboxLookup.Missing;
        if (newName.StartsWith(prefix, StringComparison.Ordinal)) return ImapResult.No("A mailbox cannot go below itself.", "CANNOT");
        var targets = moving.ToDictionary(m => m, m => newName + m.Name[name.Length..]);
        if (targets.Values.Any(t => user.FindMailbox(t) is not null)) return MailboxLookup.There;
        if (SelectionMisconduct.Locks(session, moving)) return ImapResult.No("Can't RENAME the currently-open folder");
        foreach (var (mailbox, target) in targets)
        {
            if (!session.Profile.RenamesSubscriptions) LeaveSubscription(user, mailbox, target);
            user.RenameMailbox(mailbox.Name, target);
        }

        return ImapResult.Ok();
    }

    static void LeaveSubscription(ServerUser user, ServerMailbox mailbox, string target)
    {
        if (mailbox.IsSubscribed) user.OrphanedSubscriptions.Add(mailbox.Name);
        mailbox.IsSubscribed = user.OrphanedSubscriptions.Remove(target);
    }

    static ImapResult EmptyInbox(ServerUser user, string newName)
    {
        if (user.FindMailbox(newName) is not null) return MailboxLookup.There;
        var target = user.CreateMailbox(newName);
        target.IsSubscribed = false;
        var messages = user.Inbox.Messages;
        foreach (var m in messages) target.Add(m.Content, m.Flags, m.InternalDate, m.EmailId, m.Labels);
        user.Inbox.Remove(messages.Select(m => m.Uid));
        return ImapResult.Ok();
    }
}
