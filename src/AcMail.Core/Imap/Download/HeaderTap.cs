using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MailKit;

namespace AcMail;

/// <summary>
/// Takes the exact octets of <c>BODY[HEADER]</c> out of what the server says: MailKit gives out headers only as it understood them, many in one
/// command, or exact, one a command.
/// </summary>
sealed partial class HeaderTap(IProtocolLogger inner) : ResponseTap(inner)
{
    const int LongestGreeting = 4096, LongestHeader = 16 * 1024 * 1024;

    Dictionary<uint, byte[]>? _headers;
    string _line = "";
    byte[]? _header;
    byte[]? _literal;
    int _received;

    /// <summary>The first line that the server said.</summary>
    public string Greeting { get; private set; } = "";

    protected override bool IsListening => _headers is not null;

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

    public override void LogConnect(Uri uri)
    {
        base.LogConnect(uri);
        Greeting = "";
    }

    public override void LogServer(byte[] buffer, int offset, int count)
    {
        if (Greeting.Length < LongestGreeting && !Greeting.EndsWith('\n')) TakeGreeting(buffer.AsSpan(offset, count));
        base.LogServer(buffer, offset, count);
    }

    protected override int OnLine(string line)
    {
        if (_line.Length < LongestLine) _line += line;
        if (Announcement().Match(_line) is { Success: true } literal)
        {
            var length = literal.Groups["length"];
            var announced = int.Parse(length.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            _literal = literal.Groups["header"].Success && announced <= LongestHeader ? new byte[announced] : null;
            _received = 0;
            if (announced == 0) _header = _literal ?? _header;
            // A line that announces a literal goes on after it.
            _line = _line[..(length.Index - 1)];
            return announced;
        }

        if (_header is not null && Uid().Match(Flags().Replace(_line, "")) is { Success: true } named)
            _headers![uint.Parse(named.Groups["uid"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)] = _header;
        Reset();
        return 0;
    }

    protected override void OnLiteral(ReadOnlySpan<byte> part)
    {
        if (_literal is null) return;
        part.CopyTo(_literal.AsSpan(_received));
        _received += part.Length;
        if (_received == _literal.Length) _header = _literal;
    }

    void TakeGreeting(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOf((byte)'\n') + 1;
        if (end > 0) octets = octets[..end];
        Greeting += Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, LongestGreeting - Greeting.Length)]);
    }

    void Reset()
    {
        Restart();
        (_line, _literal, _received, _header) = ("", null, 0, null);
    }

    [GeneratedRegex(@"^\* \d+ FETCH \(.*?(?<header>\bBODY\[HEADER\] )?\{(?<length>\d{1,9})\}\r?\n$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"[( ]UID (?<uid>\d{1,10})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uid();

    [GeneratedRegex(@"FLAGS \([^)]*\)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Flags();
}
