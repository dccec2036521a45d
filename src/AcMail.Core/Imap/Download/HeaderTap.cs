using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MailKit;

namespace AcMail;

/// <summary>
/// Takes the exact octets of <c>BODY[HEADER]</c> out of what the server says: MailKit gives out headers only as it understood them, many in one
/// command, or exact, one a command.
/// </summary>
sealed partial class HeaderTap(IProtocolLogger inner) : IProtocolLogger
{
    const int LongestLine = 64 * 1024, LongestGreeting = 4096, LongestHeader = 16 * 1024 * 1024;

    readonly MemoryStream _line = new();
    Dictionary<uint, byte[]>? _headers;
    byte[]? _header;
    byte[]? _literal;
    int _missing;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector
    {
        get => inner.AuthenticationSecretDetector;
        set => inner.AuthenticationSecretDetector = value;
    }

    /// <summary>The first line that the server said.</summary>
    public string Greeting { get; private set; } = "";

    /// <summary>The headers received while <paramref name="command"/> ran, by UID.</summary>
    /// <param name="command">The command.</param>
    /// <param name="into">Where to put them, also where the command fails.</param>
    public async Task<IReadOnlyDictionary<uint, byte[]>> CatchAsync(Func<Task> command, Dictionary<uint, byte[]>? into = null)
    {
        var caught = _headers = into ?? [];
        Reset();
        try
        {
            await command().ConfigureAwait(false);
            return caught;
        }
        finally
        {
            _headers = null;
            Reset();
        }
    }

    public void LogConnect(Uri uri)
    {
        inner.LogConnect(uri);
        Greeting = "";
    }

    public void LogClient(byte[] buffer, int offset, int count) => inner.LogClient(buffer, offset, count);

    public void LogServer(byte[] buffer, int offset, int count)
    {
        inner.LogServer(buffer, offset, count);
        if (Greeting.Length < LongestGreeting && !Greeting.EndsWith('\n')) TakeGreeting(buffer.AsSpan(offset, count));
        if (_headers is null) return;
        for (var rest = buffer.AsSpan(offset, count); rest.Length > 0;) rest = _missing == 0 ? TakeLine(rest) : TakeLiteral(rest);
    }

    public void Dispose()
    {
        inner.Dispose();
        _line.Dispose();
    }

    void TakeGreeting(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOf((byte)'\n') + 1;
        if (end > 0) octets = octets[..end];
        Greeting += Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, LongestGreeting - Greeting.Length)]);
    }

    Span<byte> TakeLine(Span<byte> octets)
    {
        var end = octets.IndexOf((byte)'\n') + 1;
        var part = end == 0 ? octets : octets[..end];
        if (_line.Length < LongestLine) _line.Write(part);
        if (end > 0) EndLine();
        return octets[part.Length..];
    }

    Span<byte> TakeLiteral(Span<byte> octets)
    {
        var part = octets[..Math.Min(_missing, octets.Length)];
        if (_literal is not null) part.CopyTo(_literal.AsSpan(_literal.Length - _missing));
        _missing -= part.Length;
        if (_missing == 0) _header = _literal ?? _header;
        return octets[part.Length..];
    }

    // A line that announces a literal goes on after it.
    void EndLine()
    {
        var text = Encoding.Latin1.GetString(_line.GetBuffer(), 0, (int)_line.Length);
        if (Announcement().Match(text) is { Success: true } literal)
        {
            var length = literal.Groups["length"];
            _missing = int.Parse(length.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            _literal = literal.Groups["header"].Success && _missing <= LongestHeader ? new byte[_missing] : null;
            if (_missing == 0) _header = _literal ?? _header;
            _line.SetLength(length.Index - 1);
            return;
        }

        if (_header is not null && Uid().Match(Flags().Replace(text, "")) is { Success: true } named)
            _headers![uint.Parse(named.Groups["uid"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)] = _header;
        Reset();
    }

    void Reset()
    {
        _line.SetLength(0);
        (_literal, _missing, _header) = (null, 0, null);
    }

    [GeneratedRegex(@"^\* \d+ FETCH \(.*?(?<header>\bBODY\[HEADER\] )?\{(?<length>\d{1,9})\}\r?\n$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"[( ]UID (?<uid>\d{1,10})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uid();

    [GeneratedRegex(@"FLAGS \([^)]*\)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Flags();
}
