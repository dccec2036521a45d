using MimeKit.Utils;

namespace AcMail;

/// <summary>When a message came of which no INTERNALDATE tells: by its header. Pure: values in, values out.</summary>
static class ArrivalDate
{
    static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    // Before, there was no mail: some clock stood at its beginning. Servers refuse such dates.
    static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the header says, and never later than <paramref name="downloaded"/>, which is also told where it says nothing.</summary>
    /// <param name="message">The beginning of the message.</param>
    /// <param name="downloaded">When the message had come at the latest.</param>
    /// <param name="isBehind">Whether that is known to be too early: the server that took the message in knows better.</param>
    public static DateTimeOffset Of(ArraySegment<byte> message, DateTimeOffset downloaded, bool isBehind = false)
    {
        var fields = HeaderFields.Find(message);
        if (isBehind && Find(fields.Received, default, DateTimeOffset.MaxValue) is { } told && told > downloaded) return told;
        return Find(fields.Received, fields.Date, downloaded) is { } found && found < downloaded ? found : downloaded;
    }

    /// <summary>The date of the last hop; else the one that its sender gave it; <see langword="null"/> where neither can be believed.</summary>
    /// <param name="received">The topmost Received field, which the server wrote that took the message in.</param>
    /// <param name="date">The Date field.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset? Find(ArraySegment<byte> received, ArraySegment<byte> date, DateTimeOffset now)
    {
        // The date follows the last semicolon (RFC 5321 §4.4).
        var at = received.AsSpan().LastIndexOf((byte)';');
        return (at < 0 ? null : Read(received[(at + 1)..])) ?? Read(date);

        DateTimeOffset? Read(ArraySegment<byte> text) =>
            text.Count > 0 && DateUtils.TryParse(text.Array!, text.Offset, text.Count, out var read) && read >= Earliest && read - now <= MostAhead
                ? read
                : null;
    }
}
