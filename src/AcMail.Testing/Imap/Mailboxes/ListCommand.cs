namespace AcMail.Testing;

/// <summary>LIST (RFC 9051 §6.3.9), plain and extended.</summary>
sealed class ListCommand : ImapCommand
{
    public override string Name => "LIST";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        var request = ListRequestReader.Read(session, arguments);
        var delimiter = session.Profile.Delimiter;
        if (!request.IsExtended && request.Patterns is [""])
        {
            if (!session.Misbehaves(ImapMisbehaviour.DelimiterUntold))
                session.Untagged($"LIST (\\Noselect) {session.Profile.QuotedDelimiter} \"\"");
            return new(ImapResult.Ok());
        }

        if (!request.IsExtended) request = request with { ReturnsSpecialUse = session.Has("SPECIAL-USE") };
        lock (session.User.Gate)
        {
            foreach (var entry in ListPlanner.Plan(MailboxTree.Of(session), request, delimiter, session.Has("CHILDREN")))
                Write(session, request, entry);
        }

        return new(ImapResult.Ok());
    }

    static void Write(ImapSession session, ListRequest request, ListEntry entry)
    {
        if (entry.Name.Name == "INBOX" && session.Misbehaves(ImapMisbehaviour.InboxUnlisted)) return;
        if (!entry.Name.IsSelectable && session.Misbehaves(ImapMisbehaviour.NoselectUntold))
            entry = entry with { Attributes = [.. entry.Attributes.Except([@"\Noselect", @"\NonExistent"])] };
        var name = session.Encode(entry.Name.Name);
        var childInfo = entry.ChildInfo.Count > 0 ? $" (CHILDINFO ({string.Join(' ', entry.ChildInfo.Select(ImapText.String))}))" : "";
        session.Untagged($"LIST ({string.Join(' ', entry.Attributes)}) {session.Profile.QuotedDelimiter} {name}{childInfo}");
        if (request.Status is { } items && entry.Name is { IsSelectable: true, Mailbox: { } mailbox })
            session.Untagged($"STATUS {name} {StatusItems.Describe(mailbox, session, items)}");
    }
}
