using AcMail.Storage;

namespace AcMail;

/// <summary>
/// Names the messages of a maildrop so that each is recognised next time. A unique-id is a name while it stands for one message; where the server has none,
/// or gives one to several, the fingerprint of the header and the size are. Fingerprints hold a space, which no unique-id does. Pure.
/// </summary>
static class DropIdentity
{
    /// <summary>The messages whose unique-id is no name.</summary>
    /// <param name="listing">The messages by their unique-ids; empty for none.</param>
    /// <param name="known">The names in the ledger: what had a fingerprint once needs it again, even when its double is gone.</param>
    public static IReadOnlyList<int> Unnamed(DropListing listing, IEnumerable<string> known)
    {
        var doubled = listing.DoubledNames().ToHashSet(StringComparer.Ordinal);
        foreach (var name in known)
            if (name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space) doubled.Add(name[..space]);
        doubled.Add("");
        return listing.Names.Overlaps(doubled) ? [.. listing.Entries.Where(e => doubled.Contains(e.UniqueId)).Select(e => e.Index)] : [];
    }

    /// <summary>The name of a message by its fingerprint.</summary>
    public static string FromFingerprint(string uniqueId, string fingerprint, long size) => $"{uniqueId} {fingerprint} {size}";

    /// <summary>The name of a message that only its content tells from others.</summary>
    public static string FromContent(ContentKey key) => $" {key}";

    /// <summary>Gives those that look alike to the last octet names of their own, in their order.</summary>
    public static IReadOnlyList<string> Number(IReadOnlyList<string> names)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. names.Select(name =>
        {
            if (!name.Contains(' ', StringComparison.Ordinal)) return name;
            var number = seen[name] = seen.GetValueOrDefault(name) + 1;
            return number == 1 ? name : $"{name} {number}";
        })];
    }

    /// <summary>The name of the first of those that look alike, of which one is called <paramref name="name"/>; <see langword="null"/> for a unique-id.</summary>
    /// <param name="name">A name that <see cref="Number"/> gave.</param>
    /// <param name="names">All of them.</param>
    public static string? FirstAlike(string name, IReadOnlySet<string> names) => name.LastIndexOf(' ') switch
    {
        < 0 => null,
        > 0 and var space when names.Contains(name[..space]) => name[..space],
        _ => name,
    };
}
