namespace AcMail;

/// <summary>The lines of a header field as they are written.</summary>
static class HeaderLines
{
    /// <summary>Whether every line but the first goes on with white space, so that nothing in it begins another field or the body (RFC 5322 §2.2.3).</summary>
    public static bool AreOneField(ReadOnlySpan<byte> value)
    {
        value = value.TrimEnd("\r\n"u8);
        for (var end = value.IndexOf((byte)'\n'); end >= 0; end = value.IndexOf((byte)'\n'))
        {
            value = value[(end + 1)..];
            if (value.Length == 0 || value[0] is not ((byte)' ' or (byte)'\t')) return false;
        }

        return true;
    }
}
