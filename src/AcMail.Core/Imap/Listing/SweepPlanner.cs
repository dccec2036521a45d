using AcMail.Storage;

namespace AcMail;

/// <summary>The UIDs that are asked for at a time.</summary>
/// <param name="Range">The UIDs.</param>
/// <param name="Width">How many of them may be in use; the first window is open above, for what the server gave out since it told UIDNEXT.</param>
readonly record struct SweepWindow(UidRange Range, uint Width);

/// <summary>
/// Walks down a mailbox in windows of UIDs that hold about as many messages each, however unevenly UIDs were given out: a single answer about a
/// million messages would be megabytes. Pure: values in, values out.
/// </summary>
static class SweepPlanner
{
    const uint MostGrowth = 16;

    /// <summary>The window from <paramref name="highest"/> on downwards, open above.</summary>
    /// <param name="highest">The highest UID that is in use, or one above it.</param>
    /// <param name="exists">How many messages there are at or below it.</param>
    /// <param name="size">How many messages a window is to hold.</param>
    public static SweepWindow Top(uint highest, long exists, int size)
    {
        var width = Clamp((double)size * highest / Math.Max(exists, 1), 1, highest);
        return new(new(highest - width + 1, uint.MaxValue), width);
    }

    /// <summary>The window below UID <paramref name="floor"/>, where a former walk stopped; <see langword="null"/> where it was at the end.</summary>
    public static SweepWindow? Below(uint floor, int size) => floor <= 1 ? null : new(new(floor > (uint)size ? floor - (uint)size : 1, floor - 1), (uint)size);

    /// <summary>The window below <paramref name="done"/>, in which <paramref name="found"/> messages were; <see langword="null"/> at the end.</summary>
    public static SweepWindow? Next(SweepWindow done, long found, int size)
    {
        if (done.Range.First <= 1) return null;
        var (least, most) = (Math.Max(done.Width / MostGrowth, 1), Clamp((double)done.Width * MostGrowth, 1, uint.MaxValue));
        var width = Clamp((double)done.Width * size / Math.Max(found, 1), least, most);
        var last = done.Range.First - 1;
        return new(new(last > width ? last - width + 1 : 1, last), width);
    }

    static uint Clamp(double value, uint least, uint most) => value <= least ? least : value >= most ? Math.Max(most, least) : (uint)value;
}
