using System.Globalization;
using System.Text.RegularExpressions;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>
/// Gives IMAP responses the one form in which those of different servers can be compared; <see cref="Allowances"/> says what it sets aside.
/// </summary>
sealed partial class ImapNormaliser(Symbols symbols)
{
    readonly ImapFetchNormaliser _fetch = new(symbols);

    /// <summary>The untagged responses of one command, sorted: those about messages by number, as far as that is free.</summary>
    public IEnumerable<string> Group(IEnumerable<string> responses)
    {
        var lines = ImapExpunges.Canonical([.. responses.Select(Untagged)]);
        var rank = 0;
        return lines.Select(l => (Line: l, Rank: Rank(l, ref rank), Number: Numbered().Match(l)))
            .OrderBy(l => l.Rank)
            .ThenBy(l => l.Number.Success ? int.Parse(l.Number.Groups[1].Value, CultureInfo.InvariantCulture) : 0)
            .ThenBy(l => l.Line, StringComparer.Ordinal)
            .Select(l => l.Line);
    }

    public string Untagged(string response)
    {
        var text = response[2..];
        var word = text.Split(' ')[0].ToUpperInvariant();
        return "* " + (word is "OK" or "NO" or "BAD" or "BYE" or "PREAUTH" ? Status(text) : Data(word, ImapTokens.Parse(text)));
    }

    /// <summary>The status and its response code, without the words for people.</summary>
    public string Status(string text)
    {
        var match = StatusLine().Match(text);
        if (!match.Success) throw new FormatException($"Not a status: {text}");
        var status = match.Groups[1].Value.ToUpperInvariant();
        return match.Groups["code"].Success ? $"{status} [{Code(match.Groups["code"].Value)}]" : status;
    }

    // Messages may be told of in any order between two responses that renumber them; the counts come last.
    static int Rank(string line, ref int current) => line switch
    {
        _ when line.EndsWith(" EXISTS", StringComparison.Ordinal) => int.MaxValue - 1,
        _ when line.EndsWith(" RECENT", StringComparison.Ordinal) => int.MaxValue,
        _ when line.EndsWith(" EXPUNGE", StringComparison.Ordinal) => current += 2,
        _ when line.StartsWith("* VANISHED", StringComparison.Ordinal) => current += 2,
        _ when Numbered().IsMatch(line) => current + 1,
        _ => -1,
    };

    string Code(string code)
    {
        var tokens = ImapTokens.Parse(code);
        var name = tokens[0].ToString().ToUpperInvariant();
        var arguments = tokens.Skip(1).Select(t => t.ToString()).ToList();
        switch (name)
        {
            case "UIDVALIDITY":
                arguments[0] = symbols.Name("validity", arguments[0]);
                break;
            case "HIGHESTMODSEQ":
                arguments[0] = symbols.ModSeq(arguments[0]);
                break;
            case "APPENDUID" or "COPYUID":
                arguments[0] = symbols.Name("validity", arguments[0]);
                for (var i = 1; i < arguments.Count; i++) arguments[i] = ImapSet.Canonical(arguments[i]);
                break;
            case "MODIFIED":
                arguments[0] = ImapSet.Canonical(arguments[0]);
                break;
            case "MAILBOXID":
                arguments[0] = $"({symbols.Name("mailbox", arguments[0])})";
                break;
            case "CAPABILITY":
                return "CAPABILITY …";
            case "PERMANENTFLAGS":
                return $"{name} {ImapFetchNormaliser.Sorted(tokens[1])}";
        }

        return string.Join(' ', [name, .. arguments]);
    }

    string Data(string word, List<ImapToken> tokens) => word switch
    {
        "CAPABILITY" or "ENABLED" =>
            string.Join(' ', [word, .. tokens.Skip(1).Select(t => t.ToString().ToUpperInvariant()).Order(StringComparer.Ordinal)]),
        "FLAGS" => $"FLAGS {ImapFetchNormaliser.Sorted(tokens[1])}",
        "LIST" or "LSUB" => ImapMailboxNormaliser.List(word, tokens),
        "STATUS" => ImapMailboxNormaliser.Status(tokens, symbols),
        "QUOTA" => ImapMailboxNormaliser.Quota(tokens, symbols),
        "QUOTAROOT" => ImapMailboxNormaliser.QuotaRoot(tokens, symbols),
        "SEARCH" => ImapSearchNormaliser.Search(tokens, symbols),
        "ESEARCH" => ImapSearchNormaliser.ESearch(tokens, symbols),
        "VANISHED" => string.Join(' ', [.. tokens.SkipLast(1), ImapSet.Canonical(tokens[^1].ToString())]),
        "ID" => tokens[1] is ImapList ? "ID (…)" : "ID NIL",
        _ when tokens is [ImapAtom number, ImapAtom { Text: "FETCH" }, ImapList items] => $"{number.Text} FETCH {_fetch.Items(items)}",
        _ => string.Join(' ', tokens),
    };

    [GeneratedRegex(@"^(OK|NO|BAD|BYE|PREAUTH)(?: \[(?<code>(?:[^\]""]|""[^""]*"")*)\])?", RegexOptions.IgnoreCase)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^\* (\d+) FETCH")]
    private static partial Regex Numbered();
}
