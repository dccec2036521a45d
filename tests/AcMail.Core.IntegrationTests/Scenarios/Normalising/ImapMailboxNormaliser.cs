namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>Responses about mailboxes: their names as strings, however they came, and what is said of them in one order.</summary>
static class ImapMailboxNormaliser
{
    static readonly string[] Attributes =
    [
        "\\NonExistent", "\\Noinferiors", "\\Noselect", "\\HasChildren", "\\HasNoChildren", "\\Subscribed", "\\Remote", "\\All",
        "\\Archive", "\\Drafts", "\\Flagged", "\\Junk", "\\Sent", "\\Trash",
    ];

    static readonly string[] Hints = ["\\Marked", "\\Unmarked"];

    public static string Name(ImapToken token) => new ImapString(token is ImapString text ? text.Octets : token.ToString()).ToString();

    public static string List(string word, List<ImapToken> tokens)
    {
        var attributes = ((ImapList)tokens[1]).Items.Select(a => a.ToString()).Except(Hints, StringComparer.OrdinalIgnoreCase)
            .Select(a => Array.Find(Attributes, known => known.Equals(a, StringComparison.OrdinalIgnoreCase)) ?? a)
            .Order(StringComparer.Ordinal);
        var rest = tokens.Skip(4).Select(t => t.ToString());
        return string.Join(' ', [word, $"({string.Join(' ', attributes)})", tokens[2].ToString(), Name(tokens[3]), .. rest]);
    }

    public static string Status(List<ImapToken> tokens, Symbols symbols)
    {
        var pairs = ((ImapList)tokens[2]).Items.Chunk(2).Select(p => (Item: p[0].ToString().ToUpperInvariant(), Value: p[1].ToString()))
            .Select(p => $"{p.Item} " + p.Item switch
            {
                "UIDVALIDITY" => symbols.Name("validity", p.Value),
                "HIGHESTMODSEQ" => symbols.ModSeq(p.Value),
                "MAILBOXID" => $"({symbols.Name("mailbox", p.Value)})",
                _ => p.Value,
            });
        return $"STATUS {Name(tokens[1])} ({string.Join(' ', pairs.Order(StringComparer.Ordinal))})";
    }

    public static string QuotaRoot(List<ImapToken> tokens, Symbols symbols) =>
        string.Join(' ', ["QUOTAROOT", Name(tokens[1]), .. tokens.Skip(2).Select(t => symbols.Name("root", t.ToString()))]);

    public static string Quota(List<ImapToken> tokens, Symbols symbols)
    {
        var resources = ((ImapList)tokens[2]).Items.Chunk(3).Select(r => string.Join(' ', r.Select(t => t.ToString().ToUpperInvariant())));
        return $"QUOTA {symbols.Name("root", tokens[1].ToString())} ({string.Join(' ', resources.Order(StringComparer.Ordinal))})";
    }
}
