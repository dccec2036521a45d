namespace AcMail;

/// <summary>
/// How many messages are fetched at a time. What waits for a distant server is the same for few and for many, so many are asked for where that is quick;
/// within a batch servers give out the oldest first, so few where it is slow. Pure: values in, values out.
/// </summary>
static class BatchPlanner
{
    /// <summary>To begin with.</summary>
    public const int Smallest = 1000;

    /// <summary>What is known of each message of a batch is held in memory.</summary>
    public const int Largest = 5000;

    static readonly TimeSpan Quick = TimeSpan.FromSeconds(1), Slow = TimeSpan.FromSeconds(5);

    /// <summary>The next number, after a batch of <paramref name="size"/> messages took <paramref name="elapsed"/>.</summary>
    public static int Next(int size, TimeSpan elapsed) =>
        elapsed < Quick ? Math.Min(size * 4, Largest)
        : elapsed > Slow ? Math.Max(size / 4, Smallest)
        : size;
}
