namespace AcMail.Testing;

/// <summary>SEARCH and UID SEARCH (RFC 9051 §6.4.4).</summary>
sealed class SearchCommand : ImapCommand
{
    public override string Name => "SEARCH";

    public override ImapStates States => ImapStates.Selected;

    public override bool HasUidForm => true;

    public override bool MayReportExpunges => false;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        if (session.Misbehaves(ImapMisbehaviour.SearchRefused)) return new(ImapResult.Bad("Please select a mailbox first"));
        if (SearchRequest.Read(arguments, session) is not { } request)
            return new(ImapResult.No("The character set is not supported.", "BADCHARSET (UTF-8 US-ASCII)"));
        if (request.WantsModSeq) session.Enable("CONDSTORE");
        session.Untagged(SearchResponse.Text(session, Find(session, request.Key), request, context));
        return new(ImapResult.Ok("Search completed."));
    }

    static List<SearchedMessage> Find(ImapSession session, SearchKey key)
    {
        var selected = session.Selected!;
        var found = new List<SearchedMessage>();
        var lagsBehind = selected.LargestUid >= selected.FirstUnindexed && session.Misbehaves(ImapMisbehaviour.SearchLagsBehind);
        var uids = selected.Uids;
        for (var i = 0; i < uids.Count; i++)
        {
            if (lagsBehind && uids[i] >= selected.FirstUnindexed) break;
            if (selected.Find(uids[i]) is not { } message) continue;
            var searched = new SearchedMessage(message, (uint)i + 1, selected.IsRecent(message.Uid));
            if (key(searched)) found.Add(searched);
        }

        return found;
    }
}
