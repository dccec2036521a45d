using System.Diagnostics.CodeAnalysis;
using MailKit;

namespace AcMail;

/// <summary>Keeps one connection open between uses, in the hands of one task at a time, until it is idle or faulty.</summary>
sealed class SessionKeeper<TClient>(Func<CancellationToken, Task<MailSession<TClient>>> open, TimeProvider timeProvider) : IAsyncDisposable
    where TClient : MailService
{
    [SuppressMessage("Usage", "CA2213", Justification = "Those who wait must still be let through, to be told that it is over.")]
    readonly SemaphoreSlim _gate = new(1, 1);
    MailSession<TClient>? _session;
    ITimer? _idle;
    bool _disposed;

    /// <summary>Runs <paramref name="work"/> on the connection; an exception of it costs the connection.</summary>
    public async Task<TResult> UseAsync<TResult>(Func<MailSession<TClient>, Task<TResult>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _idle?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_session is { IsUsable: false }) await DropAsync().ConfigureAwait(false);
            _session ??= await open(cancellationToken).ConfigureAwait(false);
            return await RunAsync(work, _session).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> if a connection stands ready and nobody uses it; otherwise returns <see langword="null"/> at once.</summary>
    public async Task<TResult?> UseReadyAsync<TResult>(Func<MailSession<TClient>, Task<TResult>> work)
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

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        if (_idle is not null) await _idle.DisposeAsync().ConfigureAwait(false);
        await DropAsync().ConfigureAwait(false);
        _gate.Release();
    }

    async Task<TResult> RunAsync<TResult>(Func<MailSession<TClient>, Task<TResult>> work, MailSession<TClient> session)
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

    static void CloseIdle(object? keeper) => _ = ((SessionKeeper<TClient>)keeper!).CloseIdleAsync();

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
