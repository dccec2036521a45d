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
    public IReadOnlyList<StoreChange> Whole(ReceivedDrop received)
    {
        var (listed, key) = (received.Listed, received.Key);
        if (listed.UniqueId.Length == 0) listed = listed with { UniqueId = _named[listed.Index] = NameOf(key) };
        var fresh = Entry(listed, DropState.Downloaded, received);
        var known = ledger.Find(listed.UniqueId);
        List<StoreChange> changes = [];
        if (known is { State: DropState.HeadersOnly })
        {
            if (IsHeaderOf(known, received)) return [Completed(known), Record(fresh)];
            changes.AddRange(ledger.Displace(known));
        }
        else if (known is { State: not DropState.Deleted })
        {
            if (known.Content == key) return [Record(Again(known, fresh))];
            changes.AddRange(ledger.Displace(known));
        }

        if (ledger.FindFormer(key, listed.UniqueId) is { } former)
        {
            changes.Add(Forget(former));
            if (former.State != DropState.Deleted) return [.. changes, Record(Again(former, fresh))];
        }

        if (ledger.FindFormerHeader(received) is { } partial) return [.. changes, Forget(partial), Completed(partial), Record(fresh)];

        // Alike to the last byte, and both on the server: two messages. What ledger and listing know nothing of is one that is held already.
        var filed = Filed(received) with { AtMost = ledger.CountListed(key, listed.UniqueId) + 1 };
        return [.. changes, filed, Record(fresh)];

        MessageCompleted Completed(DropEntry header) => new(header.UniqueId, key, received.Headers);
    }

    /// <summary>The header of a message has come, and the rest is left for later.</summary>
    public IReadOnlyList<StoreChange> Header(ReceivedDrop received)
    {
        var listed = received.Listed;
        var fresh = Entry(listed, DropState.HeadersOnly, received);
        List<StoreChange> changes = [];
        if (ledger.Find(listed.UniqueId) is { State: DropState.HeadersOnly } known)
        {
            if (received.HasHeader(known)) return [Record(Again(known, fresh))];
            changes.AddRange(ledger.Displace(known));
        }

        if (ledger.FindFormerHeader(received) is { } former)
            return [.. changes, Forget(former), new PartialRenamed(former.UniqueId, listed.UniqueId), Record(Again(former, fresh))];
        // By its size and date it is held as a whole: the next listing has its header compared.
        if (ledger.FindFormerWhole(listed, received.Headers.Date) is { } whole)
            return [.. changes, Forget(whole), Record(whole with { UniqueId = listed.UniqueId, MissingSince = null, MissingCount = 0, Doubtful = true })];
        return [.. changes, Filed(received) with { HeaderOf = new(listed.UniqueId, listed.Size) }, Record(fresh)];
    }

    /// <summary>Whether <paramref name="known"/> is the header of what came, which some servers change a little. The name may be another message's by now.</summary>
    static bool IsHeaderOf(DropEntry known, ReceivedDrop received) =>
        (known.Date is { } date && date == received.Headers.Date) || received.HasHeader(known);

    DropEntry Entry(DropListingEntry listed, DropState state, ReceivedDrop received) => new(listed.UniqueId, state)
    {
        Content = received.Key, Size = listed.Size, DownloadedAt = time.Stamp, Date = received.Headers.Date, Rule = policy.Text,
    };

    /// <summary>A message that is held already goes on with its days and its rule.</summary>
    static DropEntry Again(DropEntry known, DropEntry fresh) => fresh with { DownloadedAt = known.DownloadedAt, Rule = known.Rule };

    static MessageFiled Filed(ReceivedDrop received) => new(Inbox, MailboxRole.Inbox, received.Key, default, received.Arrived, received.Headers);

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
