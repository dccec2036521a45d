using System.Diagnostics.CodeAnalysis;

namespace AcMail;

/// <summary>Lets one pass of this process run at a time: what the watch does waits, and what a person asks for does not wait for long.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Those who wait must still be let through, to be told that it is over.")]
sealed class PassTurns
{
    readonly SemaphoreSlim _gate = new(1, 1);
    volatile bool _isBrief;

    /// <summary>Waits until no other pass runs.</summary>
    /// <param name="isBrief">Whether this one takes only a moment.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<Turn> EnterAsync(bool isBrief, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        _isBrief = isBrief;
        return new(this);
    }

    /// <summary>Waits so long until no other pass runs, for one that takes only a moment; returns <see langword="null"/> where it has not ended by then.</summary>
    public async ValueTask<Turn?> EnterAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!await _gate.WaitAsync(patience, cancellationToken).ConfigureAwait(false)) return null;
        _isBrief = true;
        return new(this);
    }

    /// <summary>Waits for a pass that takes only a moment; returns <see langword="null"/> where another one runs.</summary>
    public async ValueTask<Turn?> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (!await _gate.WaitAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
        {
            if (!_isBrief) return null;
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        _isBrief = false;
        return new(this);
    }

    public sealed class Turn(PassTurns turns) : IDisposable
    {
        public void Dispose() => turns._gate.Release();
    }
}
