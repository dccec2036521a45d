namespace AcMail.Testing;

/// <summary>What a SEARCH asks for.</summary>
/// <param name="Key">Which messages.</param>
/// <param name="WantsModSeq">Whether the answer gives a mod-sequence.</param>
/// <param name="Returns">What an ESEARCH response is to hold, or <see langword="null"/> for a SEARCH response.</param>
sealed record SearchRequest(SearchKey Key, bool WantsModSeq, SearchReturns? Returns)
{
    static readonly string[] Charsets = ["UTF-8", "US-ASCII"];

    /// <summary>Reads it; <see langword="null"/> where it is written in a character set that is not known.</summary>
    public static SearchRequest? Read(ImapArguments arguments, ImapSession session)
    {
        arguments.Space();
        SearchReturns? returns = session.Enabled("IMAP4rev2") ? SearchReturns.All : null;
        if (session.Has("ESEARCH") && arguments.TryAtom("RETURN"))
        {
            arguments.Space();
            returns = ReadReturns(arguments);
            arguments.Space();
        }

        if (arguments.TryAtom("CHARSET"))
        {
            if (session.Enabled("UTF8=ACCEPT")) throw new ImapSyntaxException("After UTF8=ACCEPT no character set is named (RFC 6855 §3).");
            arguments.Space();
            if (!Charsets.Contains(arguments.AString(), StringComparer.OrdinalIgnoreCase)) return null;
            arguments.Space();
        }

        var reader = new SearchReader(arguments, session);
        var key = reader.All();
        return new(key, reader.WantsModSeq, returns);
    }

    static SearchReturns ReadReturns(ImapArguments arguments)
    {
        var options = arguments.List(a => a.Keyword().ToUpperInvariant() switch
        {
            "MIN" => SearchReturns.Min,
            "MAX" => SearchReturns.Max,
            "ALL" => SearchReturns.All,
            "COUNT" => SearchReturns.Count,
            var other => throw new ImapSyntaxException($"There is no search result option {other}."),
        });
        return options.Count == 0 ? SearchReturns.All : options.Aggregate((a, b) => a | b);
    }
}
