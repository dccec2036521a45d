using System.Globalization;

namespace AcMail.Testing;

/// <summary>The SEARCH response, and the ESEARCH response of RFC 4731.</summary>
static class SearchResponse
{
    public static string Text(ImapSession session, IReadOnlyList<SearchedMessage> found, SearchRequest request, ImapCommandContext context)
    {
        uint[] numbers = [.. found.Select(m => context.Uid ? m.Message.Uid : m.Number)];
        if (session.Misbehaves(ImapMisbehaviour.SearchWrongNumbers)) numbers = [.. numbers.Select(n => n + 1)];
        if (request.Returns is { } returns) return Extended(found, numbers, returns, request.WantsModSeq, context);
        var text = string.Join(' ', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)).Prepend("SEARCH"));
        return request.WantsModSeq && found.Count > 0 ? $"{text} (MODSEQ {found.Max(m => m.Message.ModSeq)})" : text;
    }

    static string Extended(
        IReadOnlyList<SearchedMessage> found, uint[] numbers, SearchReturns returns, bool wantsModSeq, ImapCommandContext context)
    {
        var words = new List<string> { "ESEARCH", $"(TAG {ImapText.String(context.Tag)})" };
        if (context.Uid) words.Add("UID");
        if (numbers.Length > 0)
        {
            if (returns.HasFlag(SearchReturns.Min)) words.Add($"MIN {numbers[0]}");
            if (returns.HasFlag(SearchReturns.Max)) words.Add($"MAX {numbers[^1]}");
            if (returns.HasFlag(SearchReturns.All)) words.Add($"ALL {SequenceSet.Of(numbers)}");
        }

        if (returns.HasFlag(SearchReturns.Count)) words.Add($"COUNT {numbers.Length}");
        if (wantsModSeq && found.Count > 0) words.Add($"MODSEQ {Named(found, returns).Max(m => m.Message.ModSeq)}");
        return string.Join(' ', words);
    }

    // Where only the ends are asked for, the mod-sequence is theirs (RFC 7162 §3.1.10).
    static IEnumerable<SearchedMessage> Named(IReadOnlyList<SearchedMessage> found, SearchReturns returns) => returns switch
    {
        SearchReturns.Min => [found[0]],
        SearchReturns.Max => [found[^1]],
        SearchReturns.Min | SearchReturns.Max => [found[0], found[^1]],
        _ => found,
    };
}
