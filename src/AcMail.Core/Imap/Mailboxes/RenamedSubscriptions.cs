using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>The subscriptions of mailboxes that were renamed on the server in this pass: many servers keep them by name, and leave them under the old one.</summary>
sealed class RenamedSubscriptions(ImapPassContext context)
{
    readonly HashSet<string> _former = new(StringComparer.Ordinal);
    readonly List<MailboxCommand> _due = [];

    /// <summary>What is to be subscribed to under its new name.</summary>
    public IReadOnlyList<MailboxCommand> Take()
    {
        MailboxCommand[] due = [.. _due];
        _due.Clear();
        return due;
    }

    /// <summary>Notes what a mailbox that was renamed, and those below it, leave behind.</summary>
    /// <param name="renamed">The command.</param>
    /// <param name="stored">The mailboxes as they were before.</param>
    public void Add(MailboxCommand renamed, IReadOnlyList<StoredMailbox> stored)
    {
        foreach (var mailbox in MailboxPlanner.Subscribed(renamed, stored))
        {
            _former.Add(mailbox.ServerName!);
            _due.Add(new(MailboxCommandKind.Subscribe, MailboxPlanner.NameAfter(renamed, mailbox.ServerName!), null, renamed.Delimiter, true) { IsImplied = true });
        }
    }

    /// <summary>Ends the subscriptions to names that no mailbox has any more. Those that a broken connection leaves do no harm.</summary>
    public async Task EndFormerAsync(CancellationToken cancellationToken)
    {
        if (_former.Count == 0) return;
        var stored = await context.Store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        _former.ExceptWith(stored.Select(m => m.ServerName).OfType<string>());
        try
        {
            foreach (var left in await context.Link.Observer.Mailboxes.ListSubscribedAsync(cancellationToken).ConfigureAwait(false))
                if (_former.Contains(left.FullName)) await left.UnsubscribeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException)
        {
            // Nothing depends on it.
        }

        _former.Clear();
    }
}
