using System.Diagnostics.CodeAnalysis;

namespace AcMail;

/// <summary>Tells whoever rests on a session that somebody else wants it, also where that one came first.</summary>
[SuppressMessage("Design", "CA1001", Justification = "What it holds has neither a timer nor a handle, and may be cancelled after the rest is over.")]
sealed class RestingPlace
{
    readonly Lock _lock = new();
    CancellationTokenSource? _resting;
    int _claims;

    /// <summary>Wants the session until the result is disposed of.</summary>
    public Claimed Claim()
    {
        CancellationTokenSource? resting;
        lock (_lock)
        {
            _claims++;
            resting = _resting;
        }

        // Whoever rests may answer by a write to the network, which is nothing to wait for here.
        _ = resting?.CancelAsync();
        return new(this);
    }

    /// <summary>Begins to rest; the token tells when to give way.</summary>
    public CancellationToken Enter()
    {
        lock (_lock)
        {
            if (_claims > 0) return new(canceled: true);
            _resting = new();
            return _resting.Token;
        }
    }

    public void Leave()
    {
        lock (_lock) _resting = null;
    }

    public readonly struct Claimed(RestingPlace place) : IDisposable
    {
        public void Dispose()
        {
            lock (place._lock) place._claims--;
        }
    }
}
