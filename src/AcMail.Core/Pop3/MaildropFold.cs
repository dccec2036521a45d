using AcMail.Storage;

namespace AcMail;

/// <summary>Turns what was received from a maildrop into store changes: the message and its ledger entry, in one transaction.</summary>
sealed class MaildropFold(MaildropLedger ledger, LeavePolicy policy, MaildropTime time)
{
    public const string Inbox = MailboxNames.Inbox;

    readonly Dictionary<int, string> _named = [];
    readonly Dictionary<ContentKey, int> _alike = [];

    /// <summary>The names, by index, of messages that had none until their content had come.</summary>
    public IReadOnlyDictionary<int, string> Named => _named;

    /// <summary>All of a message has come.</summary>
    public IReadOnlyList<StoreChange> Whole(DropListingEntry listed, ContentKey key, MessageHeaders headers)
    {
        if (listed.UniqueId.Length == 0) listed = listed with { UniqueId = _named[listed.Index] = NameOf(key) };
        var fresh = new DropEntry(listed.UniqueId, DropState.Downloaded)
        {
            Content = key, Size = listed.Size, DownloadedAt = time.Stamp, Date = headers.Date, Rule = policy.Text,
        };
        var known = ledger.Find(listed.UniqueId);
        if (known is { State: DropState.HeadersOnly }) return [new MessageCompleted(listed.UniqueId, key, headers), Record(fresh)];
        if (known?.Content == key) return [Record(Again(known, fresh))];
        if (ledger.FindFormer(key, listed.UniqueId) is { } former)
        {
            ledger.Forget(former.UniqueId);
            return [new DropEntryForgotten(former.UniqueId), Record(Again(former, fresh))];
        }

        // Alike to the last byte, and both on the server: two messages. What ledger and listing know nothing of is one that is held already.
        var filed = Filed(key, headers) with { AtMost = ledger.CountListed(key, listed.UniqueId) + 1 };
        return [filed, Record(fresh)];
    }

    /// <summary>The header of a message has come, and the rest is left for later.</summary>
    public IReadOnlyList<StoreChange> Header(DropListingEntry listed, ContentKey key, MessageHeaders headers) =>
    [
        Filed(key, headers) with { HeaderOf = new(listed.UniqueId, listed.Size) },
        Record(new(listed.UniqueId, DropState.HeadersOnly)
        {
            Content = key, Size = listed.Size, DownloadedAt = time.Stamp, Date = headers.Date, Rule = policy.Text,
        }),
    ];

    /// <summary>A message that is held already goes on with its days and its rule; one that was deleted from the server begins anew.</summary>
    static DropEntry Again(DropEntry known, DropEntry fresh) => known.State == DropState.Deleted
        ? fresh
        : fresh with { DownloadedAt = known.DownloadedAt, Rule = known.Rule };

    MessageFiled Filed(ContentKey key, MessageHeaders headers) => new(Inbox, MailboxRole.Inbox, key, default, time.Now, headers);

    string NameOf(ContentKey key)
    {
        var number = _alike[key] = _alike.GetValueOrDefault(key) + 1;
        return number == 1 ? DropIdentity.FromContent(key) : $"{DropIdentity.FromContent(key)} {number}";
    }

    DropEntryRecorded Record(DropEntry entry)
    {
        ledger.Record(entry);
        return new(entry);
    }
}
