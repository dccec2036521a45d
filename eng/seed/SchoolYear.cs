using AcMail.Seed.Letters;
using MailKit;

namespace AcMail.Seed;

/// <summary>David MARTIN's mail from September 2025 to July 2026. Every run makes the same.</summary>
static class SchoolYear
{
    static readonly DateTimeOffset LastWeek = SchoolCalendar.At(new(2026, 6, 29), 0, 0);

    public static IReadOnlyList<Letter> Letters()
    {
        Letter[] letters =
        [
            .. Circulars.Letters(), .. Staffing.Letters(), .. Councils.Letters(), .. Reports.Letters(), .. Absences.Letters(), .. Parents.Letters(),
            .. Outings.Letters(), .. Brevet.Letters(), .. Colleagues.Letters(), .. Portal.Letters(), .. Newsletters.Letters(), .. SchoolLife.Letters(),
        ];
        var answered = letters.Select(l => l.Answered?.Id).ToHashSet();
        return [.. letters.OrderBy(l => l.Date).Select(l => l with { Flags = Flags(l, answered.Contains(l.Id)) })];
    }

    static MessageFlags Flags(Letter letter, bool answered)
    {
        var flags = letter.Flags | (answered ? MessageFlags.Answered : MessageFlags.None);
        return letter.Mailbox == Mailboxes.Inbox && letter.Date > LastWeek && !answered ? flags & ~MessageFlags.Seen : flags;
    }
}
