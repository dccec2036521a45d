using System.Diagnostics.CodeAnalysis;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>The extensions that may be used on a connection: what the server advertises less what the user took away.</summary>
static class ImapExtensionSet
{
    /// <summary>The names that <see cref="ImapOptions.DisabledExtensions"/> understands.</summary>
    public static readonly IReadOnlyDictionary<string, ImapCapabilities> Known =
        new Dictionary<string, ImapCapabilities>(StringComparer.OrdinalIgnoreCase)
        {
            ["QRESYNC"] = ImapCapabilities.QuickResync,
            ["CONDSTORE"] = ImapCapabilities.CondStore | ImapCapabilities.QuickResync,
            ["ESEARCH"] = ImapCapabilities.ESearch,
            ["LIST-STATUS"] = ImapCapabilities.ListStatus,
            ["LIST-EXTENDED"] = ImapCapabilities.ListExtended,
            ["SPECIAL-USE"] = ImapCapabilities.SpecialUse,
            ["NAMESPACE"] = ImapCapabilities.Namespace,
            ["LITERAL+"] = ImapCapabilities.LiteralPlus,
            ["UIDPLUS"] = ImapCapabilities.UidPlus,
            ["COMPRESS=DEFLATE"] = ImapCapabilities.Compress,
        };

    public static ImapCapabilities Without(ImapCapabilities advertised, IEnumerable<string> disabled) =>
        disabled.Aggregate(advertised, (left, name) => Known.TryGetValue(name, out var capability) ? left & ~capability : left);
}
