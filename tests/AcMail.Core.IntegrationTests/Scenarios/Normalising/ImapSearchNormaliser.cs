using System.Globalization;

namespace AcMail.Core.IntegrationTests.Scenarios.Normalising;

/// <summary>Results of SEARCH, whose order means nothing.</summary>
static class ImapSearchNormaliser
{
    public static string Search(List<ImapToken> tokens, Symbols symbols)
    {
        var numbers = tokens.Skip(1).OfType<ImapAtom>().Select(a => int.Parse(a.Text, CultureInfo.InvariantCulture)).Order()
            .Select(n => $"{n}");
        var modSeq = tokens.OfType<ImapList>().Select(l => $"(MODSEQ {symbols.ModSeq(l.Items[1].ToString())})");
        return string.Join(' ', ["SEARCH", .. numbers, .. modSeq]);
    }

    public static string ESearch(List<ImapToken> tokens, Symbols symbols)
    {
        var rest = tokens.Skip(1).ToList();
        var start = new List<string> { "ESEARCH" };
        if (rest is [ImapList { Items: [ImapAtom { Text: "TAG" }, _] }, ..])
        {
            start.Add("(TAG)");
            rest.RemoveAt(0);
        }

        if (rest is [ImapAtom { Text: "UID" }, ..])
        {
            start.Add("UID");
            rest.RemoveAt(0);
        }

        var pairs = rest.Chunk(2).Select(p => $"{p[0]} " + p[0].ToString() switch
        {
            "ALL" => ImapSet.Canonical(p[1].ToString()),
            "MODSEQ" => symbols.ModSeq(p[1].ToString()),
            _ => p[1].ToString(),
        });
        return string.Join(' ', [.. start, .. pairs.Order(StringComparer.Ordinal)]);
    }
}
