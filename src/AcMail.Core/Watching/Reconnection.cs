namespace AcMail;

/// <summary>
/// When to connect again. There is no giving up, and no storm: the time from one connection to the next doubles until one has lived for a while, so a
/// server that accepts and drops is not hammered, and every wait varies so that many clients do not come back at once.
/// </summary>
/// <param name="Failures">Attempts that failed and connections that were short-lived, in a row.</param>
readonly record struct Reconnection(int Failures)
{
    /// <summary>How long a connection has to live before the failures ahead of it are forgotten.</summary>
    public static readonly TimeSpan LongLife = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan First = TimeSpan.FromSeconds(1), Last = TimeSpan.FromMinutes(5);

    /// <summary>The same once it is known how the connection fares that was opened at <paramref name="connectedAt"/>.</summary>
    public Reconnection Alive(DateTimeOffset? connectedAt, DateTimeOffset now) => connectedAt is { } since && now - since >= LongLife ? default : this;

    /// <summary>The same after a connection broke, or none came about, and the moment before which there is no other attempt.</summary>
    /// <param name="connectedAt">When the connection was opened, where one was.</param>
    /// <param name="now">The time.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public (Reconnection Next, DateTimeOffset NotBefore) Lost(DateTimeOffset? connectedAt, DateTimeOffset now, double jitter)
    {
        var next = new Reconnection(Alive(connectedAt, now).Failures + 1);
        var gap = next.Gap * (0.5 + (jitter / 2));
        // What lived for a while has kept its distance from the next one already, but not all clients of a server that restarts may come at once.
        var notBefore = connectedAt is { } since && since <= now ? since + gap : now + gap;
        var soonest = now + (First * jitter);
        return (next, notBefore > soonest ? notBefore : soonest);
    }

    TimeSpan Gap => Failures > 20 ? Last : TimeSpan.FromTicks(Math.Min(First.Ticks << (Failures - 1), Last.Ticks));
}
