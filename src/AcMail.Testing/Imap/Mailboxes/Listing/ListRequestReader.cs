namespace AcMail.Testing;

/// <summary>Reads the arguments of LIST; an option of an extension that is not offered is refused.</summary>
static class ListRequestReader
{
    public static ListRequest Read(ImapSession session, ImapArguments arguments)
    {
        var request = new ListRequest();
        arguments.Space();
        if (arguments.Peek == '(')
        {
            if (arguments.List(a => request = ReadSelection(request, session, a)).Count == 0) Require(session, "LIST-EXTENDED");
            request = request with { IsExtended = true };
            arguments.Space();
        }

        request = request with { Reference = arguments.Mailbox() };
        arguments.Space();
        request = ReadPatterns(request, session, arguments);
        if (arguments.TrySkip(' '))
        {
            if (!arguments.TryAtom("RETURN")) throw new ImapSyntaxException("RETURN is expected.");
            arguments.Space();
            arguments.List(a => request = ReadReturn(request, session, a));
            request = request with { IsExtended = true };
        }

        arguments.End();
        if (request.IsRecursive && !request.SelectsSubscribed && !request.SelectsSpecialUse)
            throw new ImapSyntaxException("RECURSIVEMATCH selects nothing by itself.");
        return request;
    }

    static ListRequest ReadPatterns(ListRequest request, ImapSession session, ImapArguments arguments)
    {
        if (arguments.Peek != '(') return request with { Patterns = [arguments.MailboxPattern()] };
        Require(session, "LIST-EXTENDED");
        var patterns = arguments.List(a => a.MailboxPattern());
        return patterns.Count > 0 ? request with { IsExtended = true, Patterns = patterns } : throw new ImapSyntaxException("There is no pattern.");
    }

    static ListRequest ReadSelection(ListRequest request, ImapSession session, ImapArguments arguments)
    {
        var option = arguments.Keyword().ToUpperInvariant();
        // SPECIAL-USE brings what it needs of the syntax along (RFC 6154 §2).
        Require(session, option == "SPECIAL-USE" ? "SPECIAL-USE" : "LIST-EXTENDED");
        return option switch
        {
            "SUBSCRIBED" => request with { SelectsSubscribed = true, ReturnsSubscribed = true },
            "SPECIAL-USE" => request with { SelectsSpecialUse = true, ReturnsSpecialUse = true },
            "RECURSIVEMATCH" => request with { IsRecursive = true },
            "REMOTE" => request,
            _ => throw new ImapSyntaxException($"{option} is not a selection option."),
        };
    }

    static ListRequest ReadReturn(ListRequest request, ImapSession session, ImapArguments arguments)
    {
        var option = arguments.Keyword().ToUpperInvariant();
        Require(session, option switch { "STATUS" => "LIST-STATUS", "SPECIAL-USE" => "SPECIAL-USE", _ => "LIST-EXTENDED" });
        switch (option)
        {
            case "SUBSCRIBED": return request with { ReturnsSubscribed = true };
            case "CHILDREN": return request with { ReturnsChildren = true };
            case "SPECIAL-USE": return request with { ReturnsSpecialUse = true };
            case "STATUS":
                arguments.Space();
                return request with { Status = StatusItems.Read(session, arguments) };
            default: throw new ImapSyntaxException($"{option} is not a return option.");
        }
    }

    static void Require(ImapSession session, string extension)
    {
        if (!session.Has(extension)) throw new ImapSyntaxException($"{extension} is not offered.");
    }
}
