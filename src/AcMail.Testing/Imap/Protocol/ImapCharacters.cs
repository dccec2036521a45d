namespace AcMail.Testing;

/// <summary>The classes of characters of the grammar (RFC 9051 §9).</summary>
static class ImapCharacters
{
    /// <summary>ATOM-CHAR.</summary>
    public static bool IsAtom(byte c) => c is > 0x20 and < 0x7f && !"(){%*\"\\]"u8.Contains(c);

    /// <summary>ASTRING-CHAR.</summary>
    public static bool IsAString(byte c) => IsAtom(c) || c == ']';

    /// <summary>list-char.</summary>
    public static bool IsListCharacter(byte c) => IsAString(c) || c is (byte)'%' or (byte)'*';

    public static bool IsKeyword(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'.' or (byte)'-';

    public static bool IsSequenceSet(byte c) => char.IsAsciiDigit((char)c) || c is (byte)':' or (byte)',' or (byte)'*';

    /// <summary>What a tag may consist of.</summary>
    public static bool IsTag(byte c) => IsAString(c) && c != '+';
}
