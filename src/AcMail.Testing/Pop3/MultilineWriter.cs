namespace AcMail.Testing;

/// <summary>
/// Writes a message as a multi-line response (RFC 1939 §3): dots stuffed, the last line completed. A bare LF becomes CRLF, and counts as
/// two octets, as on Dovecot, since lines end in CRLF on the wire; every other octet goes out as it is stored.
/// </summary>
sealed class MultilineWriter(ServerConnection connection, bool stuffs, bool completes)
{
    byte _last = (byte)'\n';
    bool _lineBegins = true;

    /// <summary>The octets of a message once each of its lines ends in CRLF.</summary>
    public static int SizeOf(ReadOnlySpan<byte> content) => content.Length + content.Count((byte)'\n') - content.Count("\r\n"u8);

    public void Write(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return;
        var (written, at) = (0, 0);
        while (at < octets.Length)
        {
            if (stuffs && _lineBegins && octets[at] == '.')
            {
                connection.WriteContent(octets[written..at]);
                connection.WriteContent("."u8);
                written = at;
            }

            var length = octets[at..].IndexOf((byte)'\n');
            _lineBegins = length >= 0;
            if (length < 0) break;
            var end = at + length;
            if (completes && (end > 0 ? octets[end - 1] : _last) != '\r')
            {
                connection.WriteContent(octets[written..end]);
                connection.WriteContent("\r"u8);
                written = end;
            }

            at = end + 1;
        }

        connection.WriteContent(octets[written..]);
        _last = octets[^1];
    }

    public void End()
    {
        if (!_lineBegins) connection.WriteContent("\r\n"u8);
        connection.WriteLine(".");
    }
}
