namespace AcMail.Testing;

/// <summary>What goes wrong.</summary>
abstract record FaultAction
{
    /// <summary>The connection ends.</summary>
    public sealed record Cut : FaultAction
    {
        public override string ToString() => "cut";
    }

    /// <summary>
    /// Nothing moves until <see cref="Until"/> ends, or <see cref="Duration"/> has passed; with neither, for good, and what the client sends
    /// is lost.
    /// </summary>
    public sealed record Stall(TimeSpan? Duration, Task? Until) : FaultAction
    {
        public bool IsForGood => Duration is null && Until is null;

        public Task WaitAsync(TimeProvider time, CancellationToken cancellationToken) =>
            Until?.WaitAsync(cancellationToken) ?? Task.Delay(Duration!.Value, time, cancellationToken);

        public override string ToString() => (Duration, Until) switch
        {
            ({ } duration, _) => $"stall for {duration}",
            (_, null) => "stall for good",
            _ => "stall until released",
        };
    }

    /// <summary>Another line is sent in place of the server's.</summary>
    public sealed record Replace(string Text) : FaultAction
    {
        public override string ToString() => $"replace by \"{Text}\"";
    }

    /// <summary>The command is not executed; this is its answer.</summary>
    public sealed record Answer(string Text) : FaultAction
    {
        public override string ToString() => $"answer \"{Text}\"";
    }

    /// <summary>Every turn takes longer, and so does every octet.</summary>
    public sealed record Slow(TimeSpan Latency, int? OctetsPerSecond) : FaultAction
    {
        public TimeSpan Transfer(int octets) => OctetsPerSecond is { } rate ? TimeSpan.FromSeconds((double)octets / rate) : TimeSpan.Zero;

        public override string ToString() =>
            $"slow down, {Latency.TotalMilliseconds:0} ms a round trip" + (OctetsPerSecond is { } rate ? $", {rate} octets/s" : "");
    }
}
