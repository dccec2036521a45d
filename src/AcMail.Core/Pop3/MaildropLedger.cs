using AcMail.Storage;

namespace AcMail;

/// <summary>The ledger during a pass: what is received is matched with it, by content where names fail. Used by one task at a time.</summary>
sealed class MaildropLedger
{
    readonly Dictionary<string, DropEntry> _entries;
    readonly Dictionary<ContentKey, List<string>> _names = [];
    readonly HashSet<string> _listed;

    public MaildropLedger(IEnumerable<DropEntry> entries, DropListing listing)
    {
        _entries = entries.ToDictionary(e => e.UniqueId, StringComparer.Ordinal);
        _listed = listing.Entries.Select(e => e.UniqueId).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in _entries.Values) Index(entry);
    }

    public IReadOnlyDictionary<string, DropEntry> Entries => _entries;

    public DropEntry? Find(string uniqueId) => _entries.GetValueOrDefault(uniqueId);

    /// <summary>A message that holds the same content and is not listed any more: the server gave it a new name.</summary>
    public DropEntry? FindFormer(ContentKey content, string uniqueId) => Holding(content, uniqueId).FirstOrDefault(e => !_listed.Contains(e.UniqueId));

    /// <summary>How many other messages that are listed hold the same content.</summary>
    public int CountListed(ContentKey content, string uniqueId) => Holding(content, uniqueId).Count(e => _listed.Contains(e.UniqueId));

    /// <summary>What the ledger says of a message that is listed.</summary>
    public void Record(DropEntry entry)
    {
        Forget(entry.UniqueId);
        _entries[entry.UniqueId] = entry;
        _listed.Add(entry.UniqueId);
        Index(entry);
    }

    public void Forget(string uniqueId)
    {
        if (_entries.Remove(uniqueId, out var former) && former.Content is { } key && _names.TryGetValue(key, out var names)) names.Remove(uniqueId);
    }

    IEnumerable<DropEntry> Holding(ContentKey content, string uniqueId) =>
        _names.TryGetValue(content, out var names) ? names.Where(n => n != uniqueId).Select(n => _entries[n]) : [];

    void Index(DropEntry entry)
    {
        if (entry.Content is not { } key || entry.State == DropState.HeadersOnly) return;
        if (!_names.TryGetValue(key, out var names)) _names[key] = names = [];
        names.Add(entry.UniqueId);
    }
}
