using System.Text;
using MailKit;

namespace AcMail;

/// <summary>Splits what an IMAP server says into lines and literals (RFC 9051 §4.3), as it arrives and before MailKit reads it.</summary>
abstract class ResponseTap(IProtocolLogger inner) : IProtocolLogger
{
    /// <summary>Of a longer line no more than its beginning is told.</summary>
    protected const int LongestLine = 64 * 1024;

    readonly MemoryStream _line = new();
    int _missing;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector
    {
        get => inner.AuthenticationSecretDetector;
        set => inner.AuthenticationSecretDetector = value;
    }

    protected virtual bool IsListening => true;

    public virtual void LogConnect(Uri uri)
    {
        inner.LogConnect(uri);
        Restart();
    }

    public void LogClient(byte[] buffer, int offset, int count) => inner.LogClient(buffer, offset, count);

    public virtual void LogServer(byte[] buffer, int offset, int count)
    {
        inner.LogServer(buffer, offset, count);
        if (!IsListening) return;
        for (ReadOnlySpan<byte> rest = buffer.AsSpan(offset, count); rest.Length > 0;) rest = _missing == 0 ? TakeLine(rest) : TakeLiteral(rest);
    }

    public void Dispose()
    {
        inner.Dispose();
        _line.Dispose();
    }

    /// <summary>What comes next begins a line.</summary>
    protected void Restart()
    {
        _line.SetLength(0);
        _missing = 0;
    }

    /// <summary>A line has ended; the first after a literal goes on with the line before it.</summary>
    /// <param name="line">The line, its end included.</param>
    /// <returns>How many octets of a literal follow.</returns>
    protected abstract int OnLine(string line);

    /// <summary>Some of the literal has come.</summary>
    protected virtual void OnLiteral(ReadOnlySpan<byte> part)
    {
    }

    ReadOnlySpan<byte> TakeLine(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOf((byte)'\n') + 1;
        var part = end == 0 ? octets : octets[..end];
        if (_line.Length < LongestLine) _line.Write(part);
        if (end > 0)
        {
            var line = Encoding.Latin1.GetString(_line.GetBuffer(), 0, (int)_line.Length);
            _line.SetLength(0);
            _missing = OnLine(line);
        }

        return octets[part.Length..];
    }

    ReadOnlySpan<byte> TakeLiteral(ReadOnlySpan<byte> octets)
    {
        var part = octets[..Math.Min(_missing, octets.Length)];
        _missing -= part.Length;
        OnLiteral(part);
        return octets[part.Length..];
    }
}
