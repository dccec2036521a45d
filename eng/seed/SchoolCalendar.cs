namespace AcMail.Seed;

/// <summary>The school year 2025–2026 in zone A, to which Lyon belongs.</summary>
static class SchoolCalendar
{
    static readonly DateOnly First = new(2025, 9, 1);
    static readonly DateOnly Last = new(2026, 7, 3);

    static readonly (DateOnly From, DateOnly To)[] Closed =
    [
        (new(2025, 10, 18), new(2025, 11, 2)), (new(2025, 11, 11), new(2025, 11, 11)), (new(2025, 12, 20), new(2026, 1, 4)),
        (new(2026, 2, 7), new(2026, 2, 22)), (new(2026, 4, 4), new(2026, 4, 19)), (new(2026, 5, 1), new(2026, 5, 1)),
        (new(2026, 5, 8), new(2026, 5, 8)), (new(2026, 5, 14), new(2026, 5, 15)), (new(2026, 5, 25), new(2026, 5, 25)),
    ];

    public static readonly DateOnly[] Days =
        [.. Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays).Where(IsSchoolDay)];

    /// <summary>The last school day of every week.</summary>
    public static readonly DateOnly[] WeekEnds = [.. Days.GroupBy(d => (d.DayNumber - 1) / 7).Select(week => week.Last())];

    /// <summary><paramref name="date"/>, or the last school day before it.</summary>
    public static DateOnly OnOrBefore(DateOnly date) => Days.Last(d => d <= date);

    /// <summary><paramref name="date"/>, or the first school day after it.</summary>
    public static DateOnly OnOrAfter(DateOnly date) => Days.FirstOrDefault(d => d >= date, Last);

    /// <summary>That hour in France, whatever zones this machine knows.</summary>
    public static DateTimeOffset At(DateOnly date, int hour, int minute) =>
        new(date, new(hour, minute), TimeSpan.FromHours(IsSummer(date) ? 2 : 1));

    static bool IsSchoolDay(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Closed.Any(c => date >= c.From && date <= c.To);

    static bool IsSummer(DateOnly date) => date >= LastSunday(date.Year, 3) && date < LastSunday(date.Year, 10);

    static DateOnly LastSunday(int year, int month)
    {
        var end = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return end.AddDays(-(int)end.DayOfWeek);
    }
}
