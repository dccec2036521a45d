using AcMail.Storage;

namespace AcMail;

/// <summary>The ledger during a pass: what is received is matched with it, by content where names fail. Used by one task at a time.</summary>
sealed class MaildropLedger
{
    readonly Dictionary<string, DropEntry> _entries;
    readonly DropListing _listing;
    readonly HashSet<string> _recorded = new(StringComparer.Ordinal);

    // Made where something is received: most passes find nothing new.
    Dictionary<ContentKey, List<string>>? _names;
    ILookup<long, string>? _sizes;

    public MaildropLedger(IEnumerable<DropEntry> entries, DropListing listing)
    {
        _entries = entries.ToDictionary(e => e.UniqueId, StringComparer.Ordinal);
        _listing = listing;
    }

    public IReadOnlyDictionary<string, DropEntry> Entries => _entries;

    /// <summary>The names of what was received.</summary>
    public IReadOnlyCollection<string> Recorded => _recorded;

    public DropEntry? Find(string uniqueId) => _entries.GetValueOrDefault(uniqueId);

    /// <summary>A message that holds the same content and is not listed any more: the server gave it a new name.</summary>
    public DropEntry? FindFormer(ContentKey content, string uniqueId) => Holding(content, uniqueId).FirstOrDefault(e => !IsListed(e));

    /// <summary>The same of a message whose header alone is held.</summary>
    public DropEntry? FindFormerHeader(ContentKey header, DropListingEntry listed) =>
        Naming(header, listed.UniqueId).FirstOrDefault(e => e.State == DropState.HeadersOnly && e.Size == listed.Size && !IsListed(e));

    /// <summary>A message of the same size and date that is held as a whole and not listed any more.</summary>
    public DropEntry? FindFormerWhole(DropListingEntry listed, DateTimeOffset? date)
    {
        _sizes ??= _entries.Values.ToLookup(e => e.Size, e => e.UniqueId);
        return _sizes[listed.Size].Select(Find).FirstOrDefault(e => e is { State: DropState.Downloaded } && e.Date == date && !IsListed(e));
    }

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

    public void Forget(string uniqueId)
    {
        if (_entries.Remove(uniqueId, out var former) && former.Content is { } key && _names?.GetValueOrDefault(key) is { } names) names.Remove(uniqueId);
    }

    bool IsListed(DropEntry entry) => _listing.Names.Contains(entry.UniqueId) || _recorded.Contains(entry.UniqueId);

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
