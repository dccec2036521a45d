using MimeKit.Utils;

namespace AcMail;

/// <summary>When a message came that was collected by POP3, which does not tell: its header does. Pure: values in, values out.</summary>
static class ArrivalDate
{
    static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    // Before, there was no mail: some clock stood at its beginning. Servers refuse such dates.
    static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Whether the date of a local message may be that of its download: what the ledger knows was downloaded. It forgets what is long gone from the server; but a
    /// clock tells fractions of a second, and neither header fields nor people do, who file a message with a date that they mean.
    /// </summary>
    public static bool IsOfDownload(DateTimeOffset internalDate, bool isInLedger) => isInLedger || internalDate.Ticks % TimeSpan.TicksPerSecond != 0;

    /// <summary>The date of the last hop; else the one that its sender gave it; <see langword="null"/> where neither can be believed.</summary>
    /// <param name="received">The topmost Received field, which the server wrote that took the message in.</param>
    /// <param name="date">The Date field.</param>
    /// <param name="now">The time.</param>
    public static DateTimeOffset? Find(string? received, string? date, DateTimeOffset now)
    {
        // The date follows the last semicolon (RFC 5321 §4.4).
        var at = received?.LastIndexOf(';') ?? -1;
        return (at < 0 ? null : Read(received![(at + 1)..])) ?? Read(date);

        DateTimeOffset? Read(string? text) =>
            text is not null && DateUtils.TryParse(text, out var read) && read >= Earliest && read - now <= MostAhead ? read : null;
    }
}
