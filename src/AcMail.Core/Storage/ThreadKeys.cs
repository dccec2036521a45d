namespace AcMail.Storage;

/// <summary>
/// What the messages of a conversation have in common, as numbers that a store keeps with a content and finds it by
/// (<see cref="IReplicaReader.GetRelatedAsync"/>). Two things may have the same number; whoever reads looks at the headers again.
/// </summary>
public static class ThreadKeys
{
    /// <summary>For how long after a message another one may be joined to it by its subject.</summary>
    internal static readonly TimeSpan SubjectWindow = TimeSpan.FromDays(30);

    /// <summary>The keys of a message: who it is, what it refers to, and its subject in its time.</summary>
    public static IReadOnlyList<long> Of(MessageHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        var keys = new List<long> { OfMessage(headers) };
        foreach (var id in ReferencesOf(headers)) keys.Add(OfReference(id));
        var subject = BaseSubject.Of(headers.Subject);
        if (headers.Date is { } date && subject.Text.Length > 0) keys.Add(OfSubject(subject, Window(date)));
        return [.. keys.Distinct()];
    }

    internal static string[] ReferencesOf(MessageHeaders headers) => headers.References.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The message itself; copies of one that has no Message-ID have the same sender, date and subject.</summary>
    internal static long OfMessage(MessageHeaders headers) => headers.MessageId.Length > 0
        ? OfMessage(headers.MessageId)
        : Hash('x', headers.Date?.UtcTicks ?? 0, headers.From, headers.Subject);

    internal static long OfMessage(string messageId) => Hash('i', 0, messageId);

    internal static long OfReference(string messageId) => Hash('r', 0, messageId);

    internal static long OfSubject(BaseSubject subject, long window) => Hash(subject.IsReply ? 'a' : 'o', window, subject.Text);

    internal static long Window(DateTimeOffset date) => date.UtcTicks / SubjectWindow.Ticks;

    // FNV-1a. Nothing is gained by making two things alike on purpose: the headers decide.
    static long Hash(char kind, long number, params ReadOnlySpan<string> texts)
    {
        const ulong prime = 0x100000001B3;
        var hash = ((0xCBF29CE484222325 ^ kind) * prime ^ (ulong)number) * prime;
        foreach (var text in texts)
        {
            foreach (var character in text) hash = (hash ^ character) * prime;
            hash = (hash ^ '\n') * prime;
        }

        return (long)hash;
    }
}
