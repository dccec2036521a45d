using AcMail.Storage;

namespace AcMail;

/// <summary>The UIDs that are asked for at a time.</summary>
/// <param name="Range">The UIDs.</param>
/// <param name="Width">How many of them may be in use; the first window is open above, for what the server gave out since it told UIDNEXT.</param>
readonly record struct SweepWindow(UidRange Range, uint Width)
{
    /// <summary>The highest UID in it that may be in use.</summary>
    public uint Highest => (uint)Math.Min(Range.Last, (ulong)Range.First + Width - 1);
}

/// <summary>
/// Walks down a mailbox in windows of UIDs that hold about as many messages each, however unevenly UIDs were given out: a single answer about a
/// million messages would be megabytes. Pure: values in, values out.
/// </summary>
static class SweepPlanner
{
    /// <summary>A window of more UIDs may hold too many messages; message numbers tell then how far it may reach.</summary>
    public const uint MostUids = 50_000;

    /// <summary>The window from <paramref name="highest"/> on downwards, open above.</summary>
    /// <param name="highest">The highest UID that is in use, or one above it.</param>
    /// <param name="exists">How many messages there are at or below it.</param>
    /// <param name="size">How many messages a window is to hold.</param>
    public static SweepWindow Top(uint highest, long exists, int size)
    {
        var width = Clamp((double)size * highest / Math.Max(exists, 1), highest);
        return new(new(highest - width + 1, uint.MaxValue), width);
    }

    /// <summary>The window below UID <paramref name="floor"/>, where a former walk stopped; <see langword="null"/> where it was at the end.</summary>
    public static SweepWindow? Below(uint floor, int size) => floor <= 1 ? null : Down(floor - 1, (uint)size);

    /// <summary>The window below <paramref name="done"/>, in which <paramref name="found"/> messages were; <see langword="null"/> at the end.</summary>
    public static SweepWindow? Next(SweepWindow done, long found, int size) => done.Range.First <= 1
        ? null
        : Down(done.Range.First - 1, Clamp((double)done.Width * size / Math.Max(found, 1), uint.MaxValue));

    /// <summary>Whether a window may hold too many messages, so that it is to be narrowed.</summary>
    public static bool IsTooWide(SweepWindow window) => window.Width > MostUids;

    /// <summary>The window with no more messages than it is to hold.</summary>
    /// <param name="window">The window.</param>
    /// <param name="remaining">How many messages have not been seen yet.</param>
    /// <param name="size">How many messages a window is to hold.</param>
    /// <param name="lowest">The UID of the lowest of the next that many; 0 where it is not known.</param>
    public static SweepWindow Narrowed(SweepWindow window, long remaining, int size, uint lowest)
    {
        var first = remaining <= size ? 1 : lowest > 0 && lowest <= window.Highest ? lowest : Math.Max(window.Highest - Math.Min(window.Width, MostUids) + 1, 1);
        return new(window.Range with { First = first }, window.Highest - first + 1);
    }

    static SweepWindow Down(uint last, uint width) => new(new(last > width ? last - width + 1 : 1, last), Math.Min(last, width));

    static uint Clamp(double value, uint most) => value <= 1 ? 1 : value >= most ? Math.Max(most, 1) : (uint)value;
}
