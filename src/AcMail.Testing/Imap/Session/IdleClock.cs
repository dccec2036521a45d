namespace AcMail.Testing;

/// <summary>Says when an IDLE is to give a sign of life, and when it has lasted too long.</summary>
sealed class IdleClock : IDisposable
{
    readonly Lock _gate = new();
    readonly ITimer _reminder;
    readonly ITimer _limit;
    TaskCompletionSource _tick = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool _remind;
    bool _isOver;

    public IdleClock(ImapProfile profile, TimeProvider time)
    {
        var (reminder, never) = (profile.IdleReminder ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _reminder = time.CreateTimer(_ => Tick(ref _remind), null, reminder, reminder);
        _limit = time.CreateTimer(_ => Tick(ref _isOver), null, profile.IdleLimit ?? never, never);
    }

    /// <summary>Ends when there is something to do.</summary>
    public Task Ticked
    {
        get
        {
            lock (_gate) return _tick.Task;
        }
    }

    public bool IsOver
    {
        get
        {
            lock (_gate) return _isOver;
        }
    }

    /// <summary>Whether a sign of life is due; it is not due any more then.</summary>
    public bool TakeReminder()
    {
        lock (_gate)
        {
            if (!_remind) return false;
            _remind = false;
            _tick = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    public void Dispose()
    {
        _reminder.Dispose();
        _limit.Dispose();
    }

    void Tick(ref bool what)
    {
        lock (_gate)
        {
            what = true;
            _tick.TrySetResult();
        }
    }
}
