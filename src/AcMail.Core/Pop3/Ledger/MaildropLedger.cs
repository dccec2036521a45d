using AcMail.Storage;

namespace AcMail;

/// <summary>The ledger during a pass: what is received is matched with it, by content where names fail. Used by one task at a time.</summary>
sealed class MaildropLedger
{
    readonly Dictionary<string, DropEntry> _entries;
    readonly DropListing _listing;
    readonly HashSet<string> _recorded = new(StringComparer.Ordinal);
    readonly HashSet<string> _doubted = new(StringComparer.Ordinal);

    // Made where something is received: most passes find nothing new.
    Dictionary<ContentKey, List<string>>? _names;
    ILookup<long, string>? _sizes;

    /// <param name="entries">What it says before the pass; is changed along.</param>
    /// <param name="listing">What the server lists.</param>
    public MaildropLedger(Dictionary<string, DropEntry> entries, DropListing listing) => (_entries, _listing) = (entries, listing);

    public IReadOnlyDictionary<string, DropEntry> Entries => _entries;

    /// <summary>The names of what was received.</summary>
    public IReadOnlyCollection<string> Recorded => _recorded;

    public DropEntry? Find(string uniqueId) => _entries.GetValueOrDefault(uniqueId);

    /// <summary>
    /// What is listed under these names is received anew, and may be other messages: until each has come, what was known by its name counts as not listed.
    /// </summary>
    public void Doubt(IEnumerable<string> uniqueIds) => _doubted.UnionWith(uniqueIds);

    /// <summary>A message that holds the same content and is not listed any more: the server gave it a new name.</summary>
    public DropEntry? FindFormer(ContentKey content, string uniqueId) => Holding(content, uniqueId).FirstOrDefault(e => !IsListed(e));

    /// <summary>The same of a message whose header alone is held.</summary>
    public DropEntry? FindFormerHeader(ReceivedDrop received) =>
        OfSize(received.Listed.Size).FirstOrDefault(e => e.State == DropState.HeadersOnly && received.HasHeader(e));

    /// <summary>A message of the same size and date that is held as a whole and not listed any more.</summary>
    public DropEntry? FindFormerWhole(DropListingEntry listed, DateTimeOffset? date) =>
        OfSize(listed.Size).FirstOrDefault(e => e.State is DropState.Downloaded or DropState.DeletionAsked && e.Date == date);

    /// <summary>How many other messages that are listed hold the same content.</summary>
    public int CountListed(ContentKey content, string uniqueId) => Holding(content, uniqueId).Count(IsListed);

    /// <summary>What the ledger says of a message that is listed.</summary>
    public void Record(DropEntry entry)
    {
        Forget(entry.UniqueId);
        _entries[entry.UniqueId] = entry;
        _recorded.Add(entry.UniqueId);
        if (_names is not null) Index(entry, _names);
    }

    /// <summary>
    /// The name of a message is another's by now. It is known by what is held of it from then on: where it is listed under another name, it goes on with its days
    /// and its rule.
    /// </summary>
    /// <returns>What that changes in the store, in one commit.</returns>
    public IReadOnlyList<StoreChange> Displace(DropEntry entry)
    {
        Forget(entry.UniqueId);
        if (entry is not { State: DropState.HeadersOnly or DropState.Downloaded, Content: { } held }) return [];
        var displaced = entry with { UniqueId = DropIdentity.FromContent(held) };
        if (displaced.UniqueId == entry.UniqueId) return [];
        Forget(displaced.UniqueId);
        _entries[displaced.UniqueId] = displaced;
        if (_names is not null) Index(displaced, _names);
        _sizes = null;
        StoreChange[] changes = [new DropEntryRecorded(displaced), new DropEntryForgotten(entry.UniqueId)];
        return entry.State == DropState.HeadersOnly ? [new PartialRenamed(entry.UniqueId, displaced.UniqueId), .. changes] : changes;
    }

    public void Forget(string uniqueId)
    {
        if (_entries.Remove(uniqueId, out var former) && former.Content is { } key && _names?.GetValueOrDefault(key) is { } names) names.Remove(uniqueId);
    }

    /// <summary>What was listed with that size, and is not listed any more.</summary>
    IEnumerable<DropEntry> OfSize(long size)
    {
        _sizes ??= _entries.Values.ToLookup(e => e.Size, e => e.UniqueId);
        return _sizes[size].Select(Find).OfType<DropEntry>().Where(e => !IsListed(e));
    }

    bool IsListed(DropEntry entry) =>
        _recorded.Contains(entry.UniqueId) || (_listing.Names.Contains(entry.UniqueId) && !_doubted.Contains(entry.UniqueId));

    IEnumerable<DropEntry> Holding(ContentKey content, string uniqueId) => Naming(content, uniqueId).Where(e => e.State != DropState.HeadersOnly);

    IEnumerable<DropEntry> Naming(ContentKey content, string uniqueId)
    {
        _names ??= IndexAll();
        return _names.TryGetValue(content, out var names) ? names.Where(n => n != uniqueId).Select(n => _entries[n]) : [];
    }

    Dictionary<ContentKey, List<string>> IndexAll()
    {
        var all = new Dictionary<ContentKey, List<string>>(_entries.Count);
        foreach (var entry in _entries.Values) Index(entry, all);
        return all;
    }

    static void Index(DropEntry entry, Dictionary<ContentKey, List<string>> all)
    {
        if (entry.Content is not { } key) return;
        if (!all.TryGetValue(key, out var names)) all[key] = names = [];
        names.Add(entry.UniqueId);
    }
}
