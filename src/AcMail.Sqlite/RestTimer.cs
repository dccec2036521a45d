namespace AcMail.Sqlite;

/// <summary>Tells when nothing of a store has been used for a while: many accounts are open at a time, and few of them at work.</summary>
sealed class RestTimer : IDisposable
{
    readonly Action _rest;
    readonly AwakeStores _awake;
    readonly ITimer _timer;
    int _isRunning;
    volatile bool _used;

    public RestTimer(Action rest, AwakeStores awake, TimeProvider time)
    {
        (_rest, _awake) = (rest, awake);
        _timer = time.CreateTimer(static timer => ((RestTimer)timer!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A use is over. What is in use cannot rest, so that its beginning need not be told.</summary>
    public void Used()
    {
        _used = true;
        if (Interlocked.Exchange(ref _isRunning, 1) == 1) return;
        _awake.Add();
        var patience = _awake.Patience;
        if (!_timer.Change(patience, patience)) Stop();
    }

    public void Dispose()
    {
        _timer.Dispose();
        Stop();
    }

    void Look()
    {
        if (_used)
        {
            _used = false;
            return;
        }

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Stop();
        // Whoever came in between has found it running.
        if (_used) Used();
        else _rest();
    }

    // A full fence: whether it was used meanwhile must not be read before it.
    void Stop()
    {
        if (Interlocked.Exchange(ref _isRunning, 0) == 1) _awake.Remove();
    }
}
