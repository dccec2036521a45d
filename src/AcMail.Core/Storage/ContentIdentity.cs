namespace AcMail.Storage;

/// <summary>What a server tells of a message by which its content can be known without being downloaded.</summary>
/// <param name="EmailId">EMAILID (RFC 8474), which no other content has; empty for none.</param>
/// <param name="MessageId">Message-ID without angle brackets; empty for none, or where it is not to count.</param>
/// <param name="Size">RFC822.SIZE.</param>
/// <param name="InternalDate">INTERNALDATE; seconds count.</param>
public sealed record ContentIdentity(string EmailId, string MessageId, long Size, DateTimeOffset InternalDate);
