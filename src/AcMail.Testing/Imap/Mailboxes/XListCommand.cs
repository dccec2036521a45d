namespace AcMail.Testing;

/// <summary>XLIST, which Gmail had before there was SPECIAL-USE, with names of uses of its own.</summary>
sealed class XListCommand : ImapCommand
{
    public override string Name => "XLIST";

    public override string Extension => "XLIST";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var reference = arguments.Mailbox();
        arguments.Space();
        var request = new ListRequest { Reference = reference, Patterns = [arguments.MailboxPattern()], ReturnsSpecialUse = true };
        arguments.End();
        var delimiter = session.Profile.Delimiter;
        foreach (var entry in ListPlanner.Plan(MailboxTree.Of(session), request, delimiter, offersChildren: true))
        {
            var attributes = entry.Attributes.Select(Rename).Concat(entry.Name.Name == "INBOX" ? [@"\Inbox"] : Array.Empty<string>());
            session.Untagged($"XLIST ({string.Join(' ', attributes)}) {session.Profile.QuotedDelimiter} {session.Encode(entry.Name.Name)}");
        }

        return new(ImapResult.Ok());
    }

    static string Rename(string attribute) => attribute switch
    {
        @"\All" => @"\AllMail",
        @"\Junk" => @"\Spam",
        @"\Flagged" => @"\Starred",
        _ => attribute,
    };
}
