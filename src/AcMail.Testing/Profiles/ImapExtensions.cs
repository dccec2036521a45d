using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>The IMAP extensions that there are.</summary>
static class ImapExtensions
{
    /// <summary>All that can be offered at once.</summary>
    public static ImmutableSortedSet<string> All { get; } = ImmutableSortedSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "APPENDLIMIT", "AUTH=LOGIN", "AUTH=OAUTHBEARER", "AUTH=PLAIN", "AUTH=XOAUTH2", "CHILDREN", "COMPRESS=DEFLATE", "CONDSTORE",
        "CREATE-SPECIAL-USE", "ENABLE", "ESEARCH", "ID", "IDLE", "IMAP4rev2", "LIST-EXTENDED", "LIST-STATUS", "LITERAL+", "MOVE", "NAMESPACE",
        "OBJECTID", "QRESYNC", "QUOTA", "QUOTA=RES-MESSAGE", "QUOTA=RES-STORAGE", "SASL-IR", "SPECIAL-USE", "STARTTLS", "STATUS=SIZE", "UIDPLUS",
        "UNSELECT", "UTF8=ACCEPT", "WITHIN");

    static readonly (string Extension, string Needs)[] Needs =
    [
        ("QRESYNC", "CONDSTORE"), ("QRESYNC", "ENABLE"), ("UTF8=ACCEPT", "ENABLE"), ("IMAP4rev2", "ENABLE"), ("CREATE-SPECIAL-USE", "SPECIAL-USE"),
        ("QUOTA=RES-MESSAGE", "QUOTA"), ("QUOTA=RES-STORAGE", "QUOTA"),
    ];

    /// <summary><paramref name="extensions"/> without <paramref name="names"/> and what cannot be without them.</summary>
    public static ImmutableSortedSet<string> Without(ImmutableSortedSet<string> extensions, IEnumerable<string> names)
    {
        var left = extensions.Except(names);
        return left.Except(Needs.Where(n => extensions.Contains(n.Needs) && !left.Contains(n.Needs)).Select(n => n.Extension));
    }
}
