using AcMail.Storage;

namespace AcMail;

/// <summary>Decides what a listing teaches about messages that it lacks. The ledger never shrinks on one short listing. Pure.</summary>
static class LedgerPlanner
{
    /// <summary>A message is forgotten once so many complete listings in a row lacked it, and for so long.</summary>
    public const int ListingsBeforeForgetting = 5;

    /// <inheritdoc cref="ListingsBeforeForgetting"/>
    public static readonly TimeSpan GraceBeforeForgetting = TimeSpan.FromDays(90);

    /// <summary>
    /// The listing of a maildrop in which every message is known, and whose octets (STAT) are those of the ledger together: LIST would hardly say anything
    /// else, and before anything is fetched or deleted it is asked. <see langword="null"/> otherwise.
    /// </summary>
    /// <param name="uniqueIds">What UIDL says.</param>
    /// <param name="count">How many messages there are (STAT).</param>
    /// <param name="octets">How large they are together (STAT).</param>
    /// <param name="ledger">The ledger.</param>
    public static DropListing? Recognise(IList<string> uniqueIds, int count, long octets, IReadOnlyDictionary<string, DropEntry> ledger)
    {
        if (uniqueIds.Count != count) return null;
        var entries = new List<DropListingEntry>(count);
        foreach (var uniqueId in uniqueIds)
        {
            if (!ledger.TryGetValue(uniqueId, out var known) || known.Size == 0) return null;
            octets -= known.Size;
            entries.Add(new(entries.Count, uniqueId, known.Size));
        }

        if (octets != 0) return null;
        var listing = new DropListing(entries);
        return listing.Names.Count == count && DropIdentity.Unnamed(listing, ledger.Keys).Count == 0 ? listing : null;
    }

    public static IEnumerable<StoreChange> Observe(IReadOnlyCollection<DropEntry> ledger, DropListing listing, MaildropTime time)
    {
        var now = time.Ages;
        foreach (var entry in ledger.Where(e => e.DownloadedAt == MaildropTime.Unknown && time.Stamp != MaildropTime.Unknown))
            yield return new DropEntryRecorded(entry with { DownloadedAt = now });
        if (!listing.IsComplete || listing.Names.Contains("")) yield break;
        foreach (var entry in ledger.Where(e => !listing.Names.Contains(e.UniqueId)))
        {
            if (entry.State == DropState.DeletionAsked) yield return new DropEntryRecorded(Missed(entry, now) with { State = DropState.Deleted });
            else if (entry.MissingCount < ListingsBeforeForgetting) yield return new DropEntryRecorded(Missed(entry, now));
            else if (now - entry.MissingSince >= GraceBeforeForgetting) yield return new DropEntryForgotten(entry.UniqueId);
        }
    }

    /// <summary>What is known of a message that proved to be the one that was downloaded.</summary>
    public static DropEntry Recognise(DropEntry known, DropListingEntry listed) => known with
    {
        State = known.State == DropState.HeadersOnly ? DropState.HeadersOnly : DropState.Downloaded,
        Size = listed.Size > 0 ? listed.Size : known.Size,
        MissingSince = null,
        MissingCount = 0,
        Doubtful = false,
    };

    /// <summary>What is known of a message that could not be fetched.</summary>
    public static DropEntry See(DropListingEntry listed, DateTimeOffset stamp) =>
        new(listed.UniqueId, DropState.Seen) { Size = listed.Size, DownloadedAt = stamp };

    static DropEntry Missed(DropEntry entry, DateTimeOffset now) =>
        entry with { MissingSince = entry.MissingSince ?? now, MissingCount = entry.MissingCount + 1, Doubtful = true };
}
