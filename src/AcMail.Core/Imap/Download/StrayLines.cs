using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MailKit;

namespace AcMail;

/// <summary>
/// Notices what is no response of a server (RFC 9051 §2.2.2): the rest of a literal that is longer than was announced. MailKit reads past most text as if it
/// were items of FETCH that it does not know.
/// </summary>
sealed partial class StrayLines(IProtocolLogger inner) : IProtocolLogger
{
    const int LongestLine = 64 * 1024;

    readonly MemoryStream _line = new();
    int _missing;
    bool _isAfterLiteral, _isAfterBlank;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector
    {
        get => inner.AuthenticationSecretDetector;
        set => inner.AuthenticationSecretDetector = value;
    }

    /// <summary>Whether there was any since <see cref="Forget"/>.</summary>
    public bool WereSeen { get; private set; }

    public void Forget() => WereSeen = false;

    public void LogConnect(Uri uri)
    {
        inner.LogConnect(uri);
        _line.SetLength(0);
        (_missing, _isAfterLiteral, _isAfterBlank) = (0, false, false);
    }

    public void LogClient(byte[] buffer, int offset, int count) => inner.LogClient(buffer, offset, count);

    public void LogServer(byte[] buffer, int offset, int count)
    {
        inner.LogServer(buffer, offset, count);
        for (var rest = buffer.AsSpan(offset, count); rest.Length > 0;)
        {
            if (_missing > 0)
            {
                var part = Math.Min(_missing, rest.Length);
                _missing -= part;
                rest = rest[part..];
                continue;
            }

            var end = rest.IndexOf((byte)'\n') + 1;
            var line = end == 0 ? rest : rest[..end];
            if (_line.Length < LongestLine) _line.Write(line);
            rest = rest[line.Length..];
            if (end > 0) EndLine();
        }
    }

    public void Dispose()
    {
        inner.Dispose();
        _line.Dispose();
    }

    void EndLine()
    {
        var line = Encoding.Latin1.GetString(_line.GetBuffer(), 0, (int)_line.Length).TrimEnd();
        _line.SetLength(0);
        if (Announcement().Match(line) is { Success: true } literal && (_isAfterLiteral || Data().IsMatch(line)))
        {
            _missing = int.Parse(literal.Groups["length"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            (_isAfterLiteral, _isAfterBlank) = (true, false);
        }
        else if (!_isAfterLiteral)
        {
            WereSeen |= !Response().IsMatch(line);
        }
        else if (line.Length == 0 && !_isAfterBlank)
        {
            // Some leave the last end of line out of the count, which costs no more than that.
            _isAfterBlank = true;
        }
        else
        {
            WereSeen |= !line.EndsWith(')');
            (_isAfterLiteral, _isAfterBlank) = (false, false);
        }
    }

    [GeneratedRegex(@"\{(?<length>\d{1,9})\}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^\* (?!(OK|NO|BAD|BYE|PREAUTH) )", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Data();

    [GeneratedRegex(@"^(\* |\+|[A-Z]\d{8} |$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Response();
}
