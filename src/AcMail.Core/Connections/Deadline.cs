namespace AcMail;

/// <summary>Tells running out of time from being cancelled.</summary>
sealed class Deadline : IDisposable
{
    readonly CancellationToken _caller;
    readonly TimeSpan _limit;
    readonly CancellationTokenSource _timer;
    readonly CancellationTokenSource _either;

    public Deadline(TimeSpan limit, TimeProvider timeProvider, CancellationToken caller)
    {
        _caller = caller;
        _limit = limit;
        _timer = new CancellationTokenSource(limit, timeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    /// <exception cref="TimeoutException">The time ran out.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task GuardAsync(Func<CancellationToken, ValueTask> step)
    {
        try
        {
            await step(_either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (_timer.IsCancellationRequested && !_caller.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {_limit.TotalSeconds:0} s.", e);
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
