using AcMail.Storage;

namespace AcMail;

/// <summary>
/// Arranges messages in conversations. What a message refers to decides about that message alone, so that nobody can tie together what others wrote.
/// Pure.
/// </summary>
static class ThreadPlanner
{
    /// <summary>The conversations that messages form, each by its first message, as trees.</summary>
    public static IReadOnlyList<ThreadNode> Arrange(IEnumerable<MessageInfo> messages)
    {
        var nodes = messages.GroupBy(IdentityOf).Select(copies => new ThreadNode(copies)).OrderBy(n => n.Time).ThenBy(n => n.Copies[0].Id).ToList();
        HangByReferences(nodes);
        JoinSiblings(nodes);
        JoinBySubject(nodes);
        return [.. nodes.Where(n => n.Parent is null)];
    }

    /// <summary>The conversation of the message <paramref name="id"/>, each message before those that answer it; empty where it is not among them.</summary>
    public static IReadOnlyList<(ThreadNode Node, int Depth)> Find(IReadOnlyList<ThreadNode> roots, long id) =>
        roots.Select(r => r.Flatten()).FirstOrDefault(flat => flat.Exists(f => f.Node.Copies.Any(c => c.Id == id))) ?? [];

    /// <summary>The keys by which to look for more of a conversation; empty where everything has been asked.</summary>
    /// <param name="thread">What is known of it.</param>
    /// <param name="roots">All that is known, other conversations among it.</param>
    /// <param name="asked">The keys that were asked for already.</param>
    /// <returns>The keys, and whether what has them may be below messages of the conversation.</returns>
    public static (IReadOnlyList<long> Keys, bool IsBelow) NextKeys(
        IReadOnlyList<(ThreadNode Node, int Depth)> thread, IReadOnlyList<ThreadNode> roots, IReadOnlySet<long> asked)
    {
        // What is above a message comes first: it may show that what seemed to be joined by its subject belongs elsewhere.
        var subjects = thread.Where(t => t.Node.IsAlone).Select(t => t.Node.Subject.Text).ToHashSet(StringComparer.Ordinal);
        var doubtful = roots.SelectMany(r => r.Flatten()).Select(f => f.Node).Where(n => n.IsAlone).ToList();
        foreach (var (keys, isBelow) in ((IEnumerable<long>, bool)[])
        [
            (thread.Select(t => t.Node).Concat(doubtful).SelectMany(n => n.References).Select(ThreadKeys.OfMessage), false),
            (doubtful.Where(n => subjects.Contains(n.Subject.Text)).SelectMany(n => n.References.Take(1)).Select(ThreadKeys.OfReference), false),
            (thread.SelectMany(t => KeysBelow(t.Node.Headers, t.Node.References)), true), (thread.SelectMany(t => KeysBySubject(t.Node)), false),
        ])
        {
            var fresh = keys.Distinct().Where(k => !asked.Contains(k)).ToList();
            if (fresh.Count > 0) return (fresh, isBelow);
        }

        return ([], false);
    }

    /// <summary>The keys of what a message refers to, and of what refers to it too where <paramref name="isBelow"/>.</summary>
    public static IEnumerable<long> KeysAround(MessageHeaders headers, bool isBelow)
    {
        var references = ThreadKeys.ReferencesOf(headers);
        var above = references.Select(ThreadKeys.OfMessage);
        return isBelow ? above.Concat(KeysBelow(headers, references)) : above;
    }

    /// <summary>What the reader is told of a conversation.</summary>
    public static MailThread Describe(IReadOnlyList<(ThreadNode Node, int Depth)> thread) => new(
        [.. thread.Select(t => new ThreadMessage(t.Node.Copies[0], t.Depth) { Copies = [.. t.Node.Copies.Skip(1)] })]);

    // One message has one date; what has its id and another date is another message. What has no id is known by more: a copier sends each of its scans with
    // the same sender and subject, and often without a date.
    static (string, DateTimeOffset?, long, DateTimeOffset) IdentityOf(MessageInfo message) => message.Headers.MessageId is { Length: > 0 } id
        ? (id, message.Headers.Date, 0, default)
        : ($"{message.Headers.From} {message.Headers.Subject}", message.Headers.Date, message.Size,
            message.Headers.Date is null ? message.InternalDate : default);

    static void HangByReferences(List<ThreadNode> nodes)
    {
        var byId = new Dictionary<string, ThreadNode>(StringComparer.Ordinal);
        foreach (var node in nodes)
            if (node.Headers.MessageId.Length > 0) byId.TryAdd(node.Headers.MessageId, node);
        // The newest first: where messages claim to answer each other in a circle, the oldest is the one that does not.
        foreach (var node in nodes.AsEnumerable().Reverse())
            node.IsAlone = !node.References.Reverse().Any(id => byId.TryGetValue(id, out var above) && node.TryAnswer(above));
    }

    // What answers the same message, which is not held, belongs together below the first of it.
    static void JoinSiblings(List<ThreadNode> nodes)
    {
        foreach (var siblings in nodes.Where(n => n.IsAlone && n.References.Count > 0).GroupBy(n => n.References[0], StringComparer.Ordinal))
        {
            var first = siblings.First();
            foreach (var other in siblings.Skip(1)) other.TryAnswer(first);
        }
    }

    static void JoinBySubject(List<ThreadNode> nodes)
    {
        var alike = nodes.Where(n => n.Parent is null && n.Headers.Date is not null && n.Subject.Text.Length > 0)
            .GroupBy(n => n.Subject.Text, StringComparer.Ordinal);
        foreach (var roots in alike)
        {
            ThreadNode? first = null;
            var last = DateTimeOffset.MinValue;
            foreach (var root in roots)
            {
                if (first is null || !root.Subject.IsReply || root.Time - last > ThreadKeys.SubjectWindow || !root.TryAnswer(first)) first = root;
                last = root.Time;
            }
        }
    }

    static IEnumerable<long> KeysBelow(MessageHeaders headers, IReadOnlyList<string> references)
    {
        yield return ThreadKeys.OfMessage(headers);
        if (headers.MessageId.Length > 0) yield return ThreadKeys.OfReference(headers.MessageId);
        if (references.Count > 0) yield return ThreadKeys.OfReference(references[0]);
    }

    static IEnumerable<long> KeysBySubject(ThreadNode node)
    {
        if (!node.IsAlone || node.Headers.Date is not { } date || node.Subject.Text.Length == 0) yield break;
        var window = ThreadKeys.Window(date);
        foreach (var isReply in (bool[])[false, true])
        {
            // An original has nothing before it, and after it only replies are its own.
            if (!isReply && !node.Subject.IsReply) continue;
            for (var w = node.Subject.IsReply ? window - 1 : window; w <= (isReply ? window + 1 : window); w++)
                yield return ThreadKeys.OfSubject(node.Subject with { IsReply = isReply }, w);
        }
    }
}
