namespace AcMail.Testing;

/// <summary>A fault that waits for its place, or has struck.</summary>
sealed class ArmedFault(Fault fault)
{
    readonly TaskCompletionSource _strike = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _struck;
    int _seen;

    public Fault Fault { get; } = fault;

    public Task Strike => _strike.Task;

    public bool MayStrike => Fault.Repeats || Volatile.Read(ref _struck) == 0;

    public bool IsFor(WireProtocol protocol, int session) =>
        (Fault.Protocol is null || Fault.Protocol == protocol) && (Fault.Session is null || Fault.Session == session);

    /// <summary>Counts its command; whether it is this occurrence's turn.</summary>
    public bool IsDue()
    {
        var seen = Interlocked.Increment(ref _seen);
        return seen == Fault.Point.Number || (Fault.Repeats && seen > Fault.Point.Number);
    }

    /// <summary>Whether the caller is to let it strike.</summary>
    public bool TryStrike()
    {
        if (Interlocked.Exchange(ref _struck, 1) != 0 && !Fault.Repeats) return false;
        _strike.TrySetResult();
        return true;
    }
}
