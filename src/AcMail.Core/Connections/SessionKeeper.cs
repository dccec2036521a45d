using System.Diagnostics.CodeAnalysis;

namespace AcMail;

/// <summary>Keeps one session open between uses, in the hands of one task at a time, until it is idle or faulty.</summary>
sealed class SessionKeeper<TSession>(Func<CancellationToken, Task<TSession>> open, TimeProvider timeProvider) : IAsyncDisposable
    where TSession : class, IKeptSession
{
    [SuppressMessage("Usage", "CA2213", Justification = "Those who wait must still be let through, to be told that it is over.")]
    readonly SemaphoreSlim _gate = new(1, 1);
    readonly RestingPlace _rest = new();
    TSession? _session;
    ITimer? _idle;
    bool _disposed;

    /// <summary>Runs <paramref name="work"/> on the session, once whoever rests there has given way; an exception of it costs the session.</summary>
    public async Task<TResult> UseAsync<TResult>(Func<TSession, Task<TResult>> work, CancellationToken cancellationToken)
    {
        using (_rest.Claim()) await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(work, await EnsureAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> if a session stands ready and nobody uses it; otherwise returns <see langword="null"/> at once.</summary>
    public async Task<TResult?> UseReadyAsync<TResult>(Func<TSession, Task<TResult>> work)
        where TResult : class
    {
        if (!await _gate.WaitAsync(TimeSpan.Zero).ConfigureAwait(false)) return null;
        try
        {
            if (_session is not { IsUsable: true } session) return null;
            _idle?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return await RunAsync(work, session).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> on the session, usable or not, until somebody else wants it, which the token given to it tells; returns
    /// <see langword="null"/> where there is no session.
    /// </summary>
    public async Task<TResult?> RestAsync<TResult>(Func<TSession, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : class
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_session is not { } session) return null;
            _idle?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var wanted = _rest.Enter();
            return await RunAsync(s => work(s, wanted), session).ConfigureAwait(false);
        }
        finally
        {
            _rest.Leave();
            _gate.Release();
        }
    }

    /// <summary>Closes the session, once it is free; the next use opens another.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        using (_rest.Claim()) await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await DropAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await CloseAsync().ConfigureAwait(false);
        if (_idle is not null) await _idle.DisposeAsync().ConfigureAwait(false);
    }

    async Task<TSession> EnsureAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(IMailAccount));
        _idle?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (_session is { IsUsable: false }) await DropAsync().ConfigureAwait(false);
        return _session ??= await open(cancellationToken).ConfigureAwait(false);
    }

    async Task<TResult> RunAsync<TResult>(Func<TSession, Task<TResult>> work, TSession session)
    {
        try
        {
            var result = await work(session).ConfigureAwait(false);
            _idle ??= timeProvider.CreateTimer(CloseIdle, this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _idle.Change(ConnectionLimits.Idle, Timeout.InfiniteTimeSpan);
            return result;
        }
        catch
        {
            await DropAsync().ConfigureAwait(false);
            throw;
        }
    }

    static void CloseIdle(object? keeper) => _ = ((SessionKeeper<TSession>)keeper!).CloseIdleAsync();

    async Task CloseIdleAsync()
    {
        if (!await _gate.WaitAsync(TimeSpan.Zero).ConfigureAwait(false)) return;
        await DropAsync().ConfigureAwait(false);
        _gate.Release();
    }

    async ValueTask DropAsync()
    {
        if (_session is not { } session) return;
        _session = null;
        await session.DisposeAsync().ConfigureAwait(false);
    }
}
