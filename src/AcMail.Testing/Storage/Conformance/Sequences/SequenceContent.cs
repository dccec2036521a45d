using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>The few contents of random sequences; few, so that they meet again.</summary>
static class SequenceContent
{
    public const int Count = 6;

    static readonly byte[][] Contents = [[], .. Enumerable.Range(1, Count - 1).Select(i => Sample.Bytes($"content {i}"))];

    public static IReadOnlyList<ContentKey> Keys { get; } = [.. Contents.Select(c => ContentKey.Of(c))];

    public static byte[] Bytes(ContentKey key) => Contents[Keys.IndexOf(key)];

    public static ContentKey? NamedBy(StoreChange change) => change switch
    {
        MessageAdded c => c.Content,
        MessageFiled c => c.Content,
        MessageCompleted c => c.Content,
        MessageBodyAdded c => c.Content,
        DropEntryRecorded c => c.Entry.Content,
        _ => null,
    };

    /// <summary>The change as a reader of a failure can follow it, without hashes.</summary>
    public static string Describe(StoreChange change) => change switch
    {
        MessageAdded c => $"MessageAdded {c.Mailbox} {c.UidValidity}/{c.Uid} content {Keys.IndexOf(c.Content)} ({c.Flags}) modseq {c.ModSeq} {c.InternalDate:t}"
            + $" \"{c.EmailId}\" {c.HeaderOf?.ToString() ?? "whole"}",
        MessageFiled c => $"MessageFiled {c.Mailbox} role {c.Role} content {Keys.IndexOf(c.Content)} ({c.Flags}) {c.InternalDate:t}"
            + $" at most {c.AtMost}, {c.HeaderOf?.ToString() ?? "whole"}",
        MessageCompleted c => $"MessageCompleted {c.UniqueId} content {Keys.IndexOf(c.Content)}",
        MessageBodyAdded c => $"MessageBodyAdded {c.Mailbox} {c.UidValidity}/{c.Uid} content {Keys.IndexOf(c.Content)}",
        _ => Keys.Index().Aggregate($"{change}", (text, key) => text.Replace($"{key.Item}", $"{key.Index}", StringComparison.Ordinal)),
    };

    static int IndexOf(this IReadOnlyList<ContentKey> keys, ContentKey key)
    {
        for (var i = 0; i < keys.Count; i++)
            if (keys[i] == key) return i;
        throw new ArgumentOutOfRangeException(nameof(key));
    }
}
