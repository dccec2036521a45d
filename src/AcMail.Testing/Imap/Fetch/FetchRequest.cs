namespace AcMail.Testing;

/// <summary>What a FETCH asks for.</summary>
/// <param name="Set">Of which messages.</param>
/// <param name="Items">Which items, in the order of the response.</param>
/// <param name="ChangedSince">Only of messages with a greater mod-sequence (RFC 7162 §3.1.4).</param>
/// <param name="Vanished">Whether UIDs that were expunged since are to be named too (RFC 7162 §3.2.6).</param>
sealed record FetchRequest(SequenceSet Set, IReadOnlyList<FetchItem> Items, ulong? ChangedSince, bool Vanished)
{
    public static FetchRequest Read(ImapArguments arguments, ImapSession session, bool uid)
    {
        arguments.Space();
        var set = arguments.SequenceSet();
        arguments.Space();
        var items = new List<FetchItem>(ReadItems(arguments, session).Distinct());
        var (changedSince, vanished) = ReadModifiers(arguments, session, uid);
        arguments.End();
        if (uid && !items.Contains(FetchItems.Uid)) items.Insert(0, FetchItems.Uid);
        if (changedSince is not null && !items.Contains(FetchItems.ModSeq)) items.Add(FetchItems.ModSeq);
        return new(set, items, changedSince, vanished);
    }

    static IReadOnlyList<FetchItem> ReadItems(ImapArguments arguments, ImapSession session)
    {
        if (arguments.Peek == '(')
        {
            var items = arguments.List(a => ReadItem(a.Keyword(), a, session));
            return items.Count > 0 ? items : throw new ImapSyntaxException("No item to fetch is named.");
        }

        var name = arguments.Keyword();
        return FetchItems.FindMacro(name) ?? [ReadItem(name, arguments, session)];
    }

    static FetchItem ReadItem(string name, ImapArguments arguments, ImapSession session)
    {
        var peeks = name.Equals("BODY.PEEK", StringComparison.OrdinalIgnoreCase);
        if (peeks || (arguments.Peek == '[' && name.Equals("BODY", StringComparison.OrdinalIgnoreCase)))
            return new("BODY", BodySection.Read(arguments).Write, SetsSeen: !peeks, IsOctets: true);
        return FetchItems.Find(name) is { } item && IsOffered(item, session)
            ? item
            : throw new ImapSyntaxException($"There is no item {name} to fetch.");
    }

    static bool IsOffered(FetchItem item, ImapSession session) =>
        item == FetchItems.ModSeq ? session.HasModSequences : item.Extension is null || session.Has(item.Extension);

    static (ulong? ChangedSince, bool Vanished) ReadModifiers(ImapArguments arguments, ImapSession session, bool uid)
    {
        if (!session.HasModSequences || !arguments.TrySkip(' ')) return (null, false);
        ulong? changedSince = null;
        var vanished = false;
        arguments.List(a =>
        {
            if (a.TryAtom("CHANGEDSINCE"))
            {
                a.Space();
                changedSince = a.Number64();
            }
            else if (a.TryAtom("VANISHED"))
            {
                vanished = true;
            }
            else
            {
                throw new ImapSyntaxException("There is no such modifier of FETCH.");
            }

            return vanished;
        });
        if (vanished && (!uid || changedSince is null || !session.Enabled("QRESYNC")))
            throw new ImapSyntaxException("VANISHED needs UID FETCH, CHANGEDSINCE and QRESYNC enabled.");
        return (changedSince, vanished);
    }
}
