using System.Diagnostics.CodeAnalysis;

namespace AcMail;

/// <summary>
/// Ends what runs for a part of an account when that is disposed of: at once what can be cancelled, and after <see cref="ConnectionLimits.LastAnswer"/> what
/// waits for a server's word that nothing replaces. Disposal takes until all of it has ended, so that the store is open until then.
/// </summary>
sealed class Lifetime(TimeProvider time) : IAsyncDisposable
{
    [SuppressMessage("Usage", "CA2213", Justification = "They have neither a timer nor a handle.")]
    readonly CancellationTokenSource _over = new(), _overdue = new();
    readonly TaskCompletionSource _atRest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock _lock = new();
    int _running;
    bool _isOver;

    /// <summary>For what goes on for a while after the end: cancelled when that is too long.</summary>
    public CancellationToken Overdue => _overdue.Token;

    /// <summary>Runs <paramref name="work"/>, whose token ends with the account too.</summary>
    /// <exception cref="ObjectDisposedException">The account was disposed of.</exception>
    public async Task<TResult> RunAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        Enter();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _over.Token);
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_over.IsCancellationRequested, typeof(IMailAccount));
            throw;
        }
        finally
        {
            Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isOver = true;
            if (_running == 0) _atRest.TrySetResult();
        }

        await _over.CancelAsync().ConfigureAwait(false);
        await _atRest.Task.WaitAsync(ConnectionLimits.LastAnswer, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _overdue.CancelAsync().ConfigureAwait(false);
        await _atRest.Task.ConfigureAwait(false);
    }

    void Enter()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isOver, typeof(IMailAccount));
            _running++;
        }
    }

    void Leave()
    {
        lock (_lock)
            if (--_running == 0 && _isOver) _atRest.TrySetResult();
    }
}
