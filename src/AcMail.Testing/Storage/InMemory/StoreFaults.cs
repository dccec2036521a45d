namespace AcMail.Testing;

/// <summary>Counts commits, and lets the one fault strike that is set.</summary>
/// <param name="kill">Ends everything that is open. It is called under the provider's lock.</param>
sealed class StoreFaults(Action kill)
{
    volatile StoreFault? _next;
    volatile int _commits;

    public int Commits => _commits;

    public StoreFault? Next
    {
        get => _next;
        set => _next = value is { Moment: StoreFaultMoment.After, Failure: not null }
            ? throw new ArgumentException("A commit that fails has applied nothing; only a kill can come after it.", nameof(value))
            : value;
    }

    /// <summary>Counts a commit, and returns the fault that is meant for it.</summary>
    public StoreFault? Begin()
    {
        _commits++;
        if (_next is not { } fault || fault.Commit != _commits) return null;
        _next = null;
        return fault;
    }

    /// <summary>Ends the commit, where <paramref name="fault"/> strikes now.</summary>
    public void Strike(StoreFault? fault, StoreFaultMoment moment)
    {
        if (fault?.Moment != moment) return;
        if (fault.Failure is { } kind) throw StoreFailures.Injected(kind, fault.Commit);
        kill();
        throw new StoreCrashException();
    }
}
