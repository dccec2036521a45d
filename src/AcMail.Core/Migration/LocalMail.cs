using AcMail.Storage;

namespace AcMail;

/// <summary>A message of a local mailbox, which no server has numbered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Mailbox">The mailbox that holds it.</param>
/// <param name="Content">What names its bytes, or those of its header.</param>
/// <param name="Size">The size of the whole.</param>
/// <param name="MessageId">Its Message-ID, or empty.</param>
/// <param name="IsPartial">Whether only the header is held.</param>
sealed record LocalMessage(long Id, string Mailbox, ContentKey Content, long Size, string MessageId, bool IsPartial);

/// <summary>Reads what local mailboxes hold: a POP3 account has no others.</summary>
static class LocalMail
{
    /// <summary>The mailboxes that hold messages which no server has numbered.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IMailStore store, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        if (mailboxes.Any(IsImapInbox)) return found;
        foreach (var mailbox in mailboxes)
        {
            // A mailbox that was synchronised over IMAP holds no local messages, whatever UIDVALIDITY its server has.
            if (mailbox is not { Checkpoint: null, Messages: > 0, ServerName: { } name }) continue;
            if ((await store.Reader.GetUidsAsync(name, 0, cancellationToken).ConfigureAwait(false)).Count > 0) found.Add(mailbox.Name);
        }

        return found;
    }

    /// <summary>Whether the account was synchronised over IMAP: what is held is what a server has, and what is gone there goes here.</summary>
    public static async Task<bool> IsMirroredAsync(IMailStore store, CancellationToken cancellationToken) =>
        (await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false))
            .Any(m => IsImapInbox(m) || m.Checkpoint is not null);

    public static async Task<IReadOnlyList<LocalMessage>> ReadAsync(IMailStore store, CancellationToken cancellationToken) =>
        await ReadAsync(store, await FindAsync(store, cancellationToken).ConfigureAwait(false), p => p is { UidValidity: 0, Uid: > 0 }, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>All messages that are shown, whoever numbered them: what is local once the replica is detached.</summary>
    public static async Task<IReadOnlyList<LocalMessage>> ReadAllAsync(IMailStore store, CancellationToken cancellationToken)
    {
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(store, [.. mailboxes.Where(m => m.Messages > 0).Select(m => m.Name)], _ => true, cancellationToken).ConfigureAwait(false);
    }

    static async Task<IReadOnlyList<LocalMessage>> ReadAsync(
        IMailStore store, IReadOnlyList<string> mailboxes, Func<MessagePlace, bool> isWanted, CancellationToken cancellationToken)
    {
        var messages = new List<LocalMessage>();
        foreach (var mailbox in mailboxes)
        {
            var ids = new List<long>();
            await foreach (var message in store.Reader.QueryAsync(new() { Mailbox = mailbox }, cancellationToken).ConfigureAwait(false)) ids.Add(message.Id);
            var places = await store.Sync.LocateAsync(ids, cancellationToken).ConfigureAwait(false);
            foreach (var place in places.Where(isWanted))
            {
                if (await store.Reader.FindAsync(place.Id, cancellationToken).ConfigureAwait(false) is not { } held) continue;
                messages.Add(new(place.Id, mailbox, held.Content, held.Info.Size, held.Info.Headers.MessageId, held.Info.IsPartial));
            }
        }

        return [.. messages.OrderBy(m => m.Id)];
    }

    // An IMAP server has listed the inbox with its delimiter; a maildrop has none.
    static bool IsImapInbox(StoredMailbox mailbox) => mailbox is { Role: MailboxRole.Inbox, Delimiter: not null };
}
