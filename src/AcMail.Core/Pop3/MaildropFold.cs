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
    /// <param name="listed">Which.</param>
    /// <param name="key">Its content.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="arrived">When it came to the maildrop, as far as that is known.</param>
    public IReadOnlyList<StoreChange> Whole(DropListingEntry listed, ContentKey key, MessageHeaders headers, DateTimeOffset arrived)
    {
        if (listed.UniqueId.Length == 0) listed = listed with { UniqueId = _named[listed.Index] = NameOf(key) };
        var fresh = new DropEntry(listed.UniqueId, DropState.Downloaded)
        {
            Content = key, Size = listed.Size, DownloadedAt = time.Stamp, Date = headers.Date, Rule = policy.Text,
        };
        var known = ledger.Find(listed.UniqueId);
        if (known is { State: DropState.HeadersOnly }) return [new MessageCompleted(listed.UniqueId, key, headers), Record(fresh)];
        if (known is { State: not DropState.Deleted } && known.Content == key) return [Record(Again(known, fresh))];
        List<StoreChange> changes = [];
        if (ledger.FindFormer(key, listed.UniqueId) is { } former)
        {
            changes.Add(Forget(former));
            if (former.State != DropState.Deleted) return [.. changes, Record(Again(former, fresh))];
        }

        // Alike to the last byte, and both on the server: two messages. What ledger and listing know nothing of is one that is held already.
        var filed = Filed(key, headers, arrived) with { AtMost = ledger.CountListed(key, listed.UniqueId) + 1 };
        return [.. changes, filed, Record(fresh)];
    }

    /// <summary>The header of a message has come, and the rest is left for later; otherwise as <see cref="Whole"/>.</summary>
    public IReadOnlyList<StoreChange> Header(DropListingEntry listed, ContentKey key, MessageHeaders headers, DateTimeOffset arrived)
    {
        var fresh = new DropEntry(listed.UniqueId, DropState.HeadersOnly)
        {
            Content = key, Size = listed.Size, DownloadedAt = time.Stamp, Date = headers.Date, Rule = policy.Text,
        };
        if (ledger.FindFormerHeader(key, listed) is { } former)
            return [Forget(former), new PartialRenamed(former.UniqueId, listed.UniqueId), Record(Again(former, fresh))];
        // By its size and date it is held as a whole: the next listing has its header compared.
        if (ledger.FindFormerWhole(listed, headers.Date) is { } whole)
            return [Forget(whole), Record(whole with { UniqueId = listed.UniqueId, MissingSince = null, MissingCount = 0, Doubtful = true })];
        return [Filed(key, headers, arrived) with { HeaderOf = new(listed.UniqueId, listed.Size) }, Record(fresh)];
    }

    /// <summary>A message that is held already goes on with its days and its rule.</summary>
    static DropEntry Again(DropEntry known, DropEntry fresh) => fresh with { DownloadedAt = known.DownloadedAt, Rule = known.Rule };

    static MessageFiled Filed(ContentKey key, MessageHeaders headers, DateTimeOffset arrived) => new(Inbox, MailboxRole.Inbox, key, default, arrived, headers);

    string NameOf(ContentKey key)
    {
        var number = _alike[key] = _alike.GetValueOrDefault(key) + 1;
        return number == 1 ? DropIdentity.FromContent(key) : $"{DropIdentity.FromContent(key)} {number}";
    }

    DropEntryForgotten Forget(DropEntry entry)
    {
        ledger.Forget(entry.UniqueId);
        return new(entry.UniqueId);
    }

    DropEntryRecorded Record(DropEntry entry)
    {
        ledger.Record(entry);
        return new(entry);
    }
}
