using System.Globalization;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>
/// Notices what is no response of a server (RFC 9051 §2.2.2): the rest of a literal that is longer than was announced. MailKit reads past most text as if it
/// were items of FETCH that it does not know. What is told of no message at all ends the connection.
/// </summary>
sealed partial class StrayLines(IProtocolLogger inner) : ResponseTap(inner)
{
    bool _isAfterLiteral, _isAfterBlank;

    /// <summary>Whether there was any since <see cref="Forget"/>.</summary>
    public bool WereSeen { get; private set; }

    /// <summary>How many responses with a literal have come to their end since.</summary>
    public int Ended { get; private set; }

    public void Forget() => (WereSeen, Ended) = (false, 0);

    public override void LogConnect(Uri uri)
    {
        base.LogConnect(uri);
        (_isAfterLiteral, _isAfterBlank) = (false, false);
    }

    protected override int OnLine(string line)
    {
        line = line.TrimEnd();
        if (Announcement().Match(line) is { Success: true } literal && (_isAfterLiteral || Data().IsMatch(line)))
        {
            (_isAfterLiteral, _isAfterBlank) = (true, false);
            return int.Parse(literal.Groups["length"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        if (!_isAfterLiteral)
        {
            if (NoMessage().IsMatch(line)) throw new ImapProtocolException($"No message has such a number: {line[..Math.Min(line.Length, 40)]}");
            WereSeen |= !Response().IsMatch(line);
        }
        else if (line.Length == 0 && !_isAfterBlank)
        {
            // Some leave the last end of line out of the count, which costs no more than that.
            _isAfterBlank = true;
        }
        else
        {
            if (line.EndsWith(')')) Ended++;
            else WereSeen = true;
            (_isAfterLiteral, _isAfterBlank) = (false, false);
        }

        return 0;
    }

    [GeneratedRegex(@"\{(?<length>\d{1,9})\}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^\* (?!(OK|NO|BAD|BYE|PREAUTH) )", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Data();

    /// <summary>Of message 0, as Courier tells at times, of none, or of one beyond what can be counted: MailKit takes that for mistakes of ours.</summary>
    [GeneratedRegex(@"^\*[ \r]+([1-9]\d{9,}[ \r]|(0+[ \r]+)?FETCH\b)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoMessage();

    [GeneratedRegex(@"^(\* |\+|[A-Z]\d{8} |$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Response();
}
