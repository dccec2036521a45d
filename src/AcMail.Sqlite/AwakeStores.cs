namespace AcMail.Sqlite;

/// <summary>
/// The stores of one provider that have connections open: while they are few, each keeps them for what may come next; where very many accounts take their
/// turns, each lets go at once, or the memory of all at a time would be needed, and the C library gives little of it back.
/// </summary>
sealed class AwakeStores
{
    public const int Few = 8;

    public static readonly TimeSpan AmongFew = TimeSpan.FromSeconds(1), AmongMany = TimeSpan.FromMilliseconds(50);

    int _count;

    /// <summary>How long one that is not used stays awake.</summary>
    public TimeSpan Patience => Volatile.Read(ref _count) > Few ? AmongMany : AmongFew;

    public void Add() => Interlocked.Increment(ref _count);

    public void Remove() => Interlocked.Decrement(ref _count);
}
