using System.Globalization;
using System.Text;

namespace AcMail.Testing;

/// <summary>Points in time as the grammar has them (RFC 9051 §9, date-time).</summary>
static class ImapDate
{
    const string LocalFormat = "dd-MMM-yyyy HH:mm:ss";
    const int Length = 26;

    /// <summary>Without quotes: <c> 7-Jan-2026 09:05:00 +0100</c>.</summary>
    public static string Format(DateTimeOffset time)
    {
        var sign = time.Offset < TimeSpan.Zero ? '-' : '+';
        var local = time.ToString(LocalFormat, CultureInfo.InvariantCulture);
        return $"{(local[0] == '0' ? $" {local[1..]}" : local)} {sign}{time.Offset.ToString("hhmm", CultureInfo.InvariantCulture)}";
    }

    /// <exception cref="ImapSyntaxException"/>
    public static DateTimeOffset ReadDateTime(ImapArguments arguments)
    {
        var text = Encoding.ASCII.GetString(arguments.StringOctets().Span);
        if (text.Length == Length && text[0] == ' ') text = $"0{text[1..]}";
        if (text.Length == Length && text[20] == ' ' && Offset(text[21..]) is { } offset
            && DateTime.TryParseExact(text[..20], LocalFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is > 1 and < 9999)
            return new(local, offset);
        throw new ImapSyntaxException("A date and time looks like \"17-Jul-1996 02:44:25 -0700\".");
    }

    static TimeSpan? Offset(string text)
    {
        if (text[0] is not ('+' or '-') || !int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits)) return null;
        var offset = new TimeSpan(digits / 100, digits % 100, 0);
        if (digits % 100 > 59 || offset > TimeSpan.FromHours(14)) return null;
        return text[0] == '-' ? -offset : offset;
    }
}
