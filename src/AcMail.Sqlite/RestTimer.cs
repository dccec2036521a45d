namespace AcMail.Sqlite;

/// <summary>Tells when nothing has been used for a while: many accounts are open at a time, and few of them at work.</summary>
sealed class RestTimer : IDisposable
{
    /// <summary>Long enough for what belongs together; short enough that few are open while many accounts take their turns.</summary>
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    readonly Action _rest;
    readonly ITimer _timer;
    int _isRunning;
    volatile bool _used;

    public RestTimer(Action rest)
    {
        _rest = rest;
        // It frees memory, and nothing depends on when; so no test replaces this clock.
        _timer = TimeProvider.System.CreateTimer(static timer => ((RestTimer)timer!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Use()
    {
        _used = true;
        if (Interlocked.Exchange(ref _isRunning, 1) == 0) _timer.Change(Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    void Look()
    {
        if (_used)
        {
            _used = false;
            return;
        }

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // A full fence: what follows must not be read before it.
        Interlocked.Exchange(ref _isRunning, 0);
        // Whoever came in between has found it running.
        if (_used) Use();
        else _rest();
    }
}
