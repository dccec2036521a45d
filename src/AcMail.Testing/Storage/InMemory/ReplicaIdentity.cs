using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>That a content was held for a message of this identity.</summary>
/// <param name="EmailId">EMAILID, or empty.</param>
/// <param name="MessageId">Message-ID, or empty.</param>
/// <param name="Size">The size of the message.</param>
/// <param name="Second">When the server received it.</param>
/// <param name="Content">The content.</param>
/// <param name="IsHeader">Whether the content is only the header of it.</param>
sealed record ReplicaIdentity(string EmailId, string MessageId, long Size, long Second, ContentKey Content, bool IsHeader);
