namespace AcMail.Testing;

/// <summary>A message in a mailbox of the server, as it stood at one moment.</summary>
/// <param name="Uid">Its UID (RFC 9051 §2.3.1.1).</param>
/// <param name="Content">Its exact bytes.</param>
/// <param name="Flags">Its system flags and keywords, as they go over the wire, without <c>\Recent</c>.</param>
/// <param name="ModSeq">When it last changed (RFC 7162).</param>
/// <param name="InternalDate">When the server received it.</param>
/// <param name="EmailId">The id of its content, the same in every mailbox that it is copied to (RFC 8474).</param>
/// <param name="Labels">Its Gmail labels; empty on other servers.</param>
public sealed record ServerMessage(
    uint Uid, ReadOnlyMemory<byte> Content, FlagSet Flags, ulong ModSeq, DateTimeOffset InternalDate, string EmailId, FlagSet Labels)
{
    /// <summary>Its size in octets (RFC822.SIZE).</summary>
    public int Size => Content.Length;
}
