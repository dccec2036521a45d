namespace AcMail.Testing;

/// <summary>Chooses the names that answer a LIST, and what is told of each.</summary>
static class ListPlanner
{
    public static IEnumerable<ListEntry> Plan(IReadOnlyList<ListedName> names, ListRequest request, char delimiter, bool offersChildren)
    {
        var patterns = request.Patterns.Select(p => new MailboxPattern(request.Reference + p, delimiter)).ToArray();
        var matching = names.Where(n => Array.Exists(patterns, p => p.Matches(n.Name))).ToArray();
        var above = request.IsRecursive ? AboveSelected(names.Except(matching), request, delimiter) : [];
        foreach (var name in matching)
        {
            var hasSelected = above.Contains(name.Name);
            if (IsSelected(name, request) || hasSelected)
                yield return new(name, [.. Attributes(name, request, offersChildren)], hasSelected ? ChildInfo(request) : []);
        }
    }

    static bool IsSelected(ListedName name, ListRequest request) =>
        (!request.SelectsSubscribed || name.IsSubscribed)
        && (!request.SelectsSpecialUse || name.Mailbox?.SpecialUse is not null)
        && (request.SelectsSubscribed || name.IsThere);

    static HashSet<string> AboveSelected(IEnumerable<ListedName> others, ListRequest request, char delimiter) =>
        others.Where(n => IsSelected(n, request)).SelectMany(n => MailboxTree.Above(n.Name, delimiter)).ToHashSet(StringComparer.Ordinal);

    static string[] ChildInfo(ListRequest request) =>
    [
        .. request.SelectsSubscribed ? ["SUBSCRIBED"] : Array.Empty<string>(),
        .. request.SelectsSpecialUse ? ["SPECIAL-USE"] : Array.Empty<string>(),
    ];

    static IEnumerable<string> Attributes(ListedName name, ListRequest request, bool offersChildren)
    {
        if (name.Mailbox is null && request.IsExtended) yield return @"\NonExistent";
        else if (!name.IsSelectable) yield return @"\Noselect";
        if (request.ReturnsSubscribed && name.IsSubscribed) yield return @"\Subscribed";
        if (request.IsExtended ? request.ReturnsChildren : offersChildren) yield return name.HasChildren ? @"\HasChildren" : @"\HasNoChildren";
        if (request.ReturnsSpecialUse && name.Mailbox?.SpecialUse is { } use) yield return use;
    }
}
