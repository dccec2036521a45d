namespace AcMail.Sqlite;

/// <summary>A point in time with its offset, as two numbers.</summary>
static class StoredDate
{
    const int MaximumOffset = 14 * 60;

    /// <summary>Restores a value; what no date can be becomes the nearest that can.</summary>
    public static DateTimeOffset Restore(long utcTicks, long offsetMinutes)
    {
        var offset = TimeSpan.FromMinutes(Math.Clamp(offsetMinutes, -MaximumOffset, MaximumOffset));
        var ticks = Math.Clamp(utcTicks, DateTimeOffset.MinValue.Ticks + Math.Max(0, -offset.Ticks), DateTimeOffset.MaxValue.Ticks - Math.Max(0, offset.Ticks));
        return new(ticks + offset.Ticks, offset);
    }
}
