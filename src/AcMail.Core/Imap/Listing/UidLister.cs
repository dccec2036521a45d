using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace AcMail;

/// <summary>Asks the selected mailbox which messages it holds, and how they are flagged.</summary>
/// <param name="folder">The selected mailbox.</param>
/// <param name="capabilities">What the server can do and is trusted with.</param>
sealed class UidLister(ImapFolder folder, ImapCapabilities capabilities)
{
    /// <summary>The UIDs in <paramref name="range"/>, by SEARCH.</summary>
    public async Task<UidSet> SearchAsync(UidRange range, CancellationToken cancellationToken)
    {
        if (folder.Count == 0) return UidSet.Empty;
        var query = range is { First: 1, Last: uint.MaxValue } ? SearchQuery.All : SearchQuery.Uids(UidSets.To(folder, range));
        var found = UidSets.From(capabilities.HasFlag(ImapCapabilities.ESearch)
            ? (await folder.SearchAsync(SearchOptions.All, query, cancellationToken).ConfigureAwait(false)).UniqueIds
            : await folder.SearchAsync(query, cancellationToken).ConfigureAwait(false));
        // A range that begins above the highest UID means that highest UID (RFC 9051 §9, seq-range).
        return found.Intersect(UidSet.FromRanges([range]));
    }

    /// <summary>Those of <paramref name="uids"/> that are there, by SEARCH.</summary>
    public async Task<UidSet> SearchAsync(UidSet uids, CancellationToken cancellationToken)
    {
        if (folder.Count == 0) return UidSet.Empty;
        var found = UidSet.Empty;
        // Unlike FETCH, MailKit sends SEARCH in one line, however long it is.
        foreach (var line in UidLines.Of(uids))
            found = found.Union(UidSets.From(await folder.SearchAsync(SearchQuery.Uids(UidSets.To(folder, line)), cancellationToken).ConfigureAwait(false)));
        return found.Intersect(uids);
    }

    /// <summary>The UIDs in <paramref name="range"/>, by FETCH.</summary>
    public async Task<UidSet> FetchUidsAsync(UidRange range, CancellationToken cancellationToken)
    {
        if (folder.Count == 0) return UidSet.Empty;
        var summaries = await folder.FetchAsync(UidSets.To(folder, range), MessageSummaryItems.UniqueId, cancellationToken).ConfigureAwait(false);
        return UidSet.Of(summaries.Select(s => s.UniqueId.Id)).Intersect(UidSet.FromRanges([range]));
    }

    /// <summary>Tells the UIDs and flags of <paramref name="uids"/> one by one, by FETCH, so that those before a line that cannot be read are known.</summary>
    public async Task FetchAsync(UidSet uids, Action<RemoteFlags> tell, CancellationToken cancellationToken)
    {
        if (folder.Count == 0 || uids.Count == 0) return;
        await folder.TellAsync(
            () => folder.FetchAsync(UidSets.To(folder, uids), ModSequences.WithFlags(folder), cancellationToken),
            summary =>
            {
                foreach (var flags in ToFlags([summary], uids)) tell(flags);
            }).ConfigureAwait(false);
    }

    /// <summary>The UIDs and flags of <paramref name="uids"/>, by FETCH; messages that are gone are left out.</summary>
    public async Task<IReadOnlyList<RemoteFlags>> FetchAsync(UidSet uids, CancellationToken cancellationToken)
    {
        if (folder.Count == 0 || uids.Count == 0) return [];
        var summaries = await folder.FetchAsync(UidSets.To(folder, uids), ModSequences.WithFlags(folder), cancellationToken).ConfigureAwait(false);
        return ToFlags(summaries, uids);
    }

    /// <summary>The messages that are new or changed since <paramref name="modSeq"/> and, with QRESYNC, those that are gone, in <paramref name="range"/>.</summary>
    public async Task<RemoteChanges> FetchChangesAsync(UidRange range, ulong modSeq, CancellationToken cancellationToken)
    {
        using var collector = new ChangeCollector(folder);
        var request = new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.ModSeq) { ChangedSince = modSeq };
        var summaries = await folder.FetchAsync(UidSets.To(folder, range), request, cancellationToken).ConfigureAwait(false);
        return new(ToFlags(summaries, UidSet.FromRanges([range])), collector.Vanished);
    }

    /// <summary>The UID of the message at <paramref name="index"/>, counted from 0; 0 where it is not told.</summary>
    public async Task<uint> FetchUidAsync(int index, CancellationToken cancellationToken)
    {
        if (index < 0 || index >= folder.Count) return 0;
        var summaries = await folder.FetchAsync(index, index, MessageSummaryItems.UniqueId, cancellationToken).ConfigureAwait(false);
        return summaries.Select(s => s.UniqueId.Id).DefaultIfEmpty().Max();
    }

    static List<RemoteFlags> ToFlags(IEnumerable<IMessageSummary> summaries, UidSet wanted) =>
        [.. summaries.Where(s => s.Flags is not null && wanted.Contains(s.UniqueId.Id)).Select(s => new RemoteFlags(s.UniqueId.Id, ImapFlags.From(s), s.ModSeq ?? 0))];
}
