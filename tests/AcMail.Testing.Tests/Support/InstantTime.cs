using System.Collections.Concurrent;

namespace AcMail.Testing.Tests.Support;

/// <summary>A clock whose delays pass at once and are remembered.</summary>
sealed class InstantTime : TimeProvider
{
    readonly ConcurrentQueue<TimeSpan> _delays = new();

    public IReadOnlyList<TimeSpan> Delays => [.. _delays];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero) _delays.Enqueue(dueTime);
        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
