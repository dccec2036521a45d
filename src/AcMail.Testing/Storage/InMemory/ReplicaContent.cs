using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>The exact bytes of a message, and its headers once a message of a mailbox has told them; both never change.</summary>
sealed record ReplicaContent(byte[] Bytes, MessageHeaders? Headers = null)
{
    /// <summary>Its text, once that was read.</summary>
    public string? Text { get; init; }

    /// <summary>Whether something is attached, once that was read.</summary>
    public bool HasAttachments { get; init; }

    public IReadOnlyList<long> ThreadKeys { get; } = Headers is null ? [] : Storage.ThreadKeys.Of(Headers);
}
