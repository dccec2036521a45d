using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace AcMail.Core.Tests.Support;

/// <summary>Somebody who watches an account, and what they were told.</summary>
sealed class Watcher : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SuppressMessage("Usage", "CA2213", Justification = "It has nothing to dispose of.")]
    readonly CancellationTokenSource _stop = new();

    readonly Channel<MailChange> _changes = Channel.CreateUnbounded<MailChange>();
    readonly CalmTime? _time;
    readonly Task _watching;

    Watcher(IMailAccount account, CalmTime? time)
    {
        _time = time;
        _watching = Task.Run(async () =>
        {
            await foreach (var change in account.WatchAsync(_stop.Token))
            {
                lock (Told) Told.Add(change);
                _changes.Writer.TryWrite(change);
            }
        });
    }

    public List<MailChange> Told { get; } = [];

    /// <summary>Begins to watch, and waits until the first pass has been told of.</summary>
    public static async Task<Watcher> BeginAsync(IMailAccount account, CalmTime? time = null)
    {
        var watching = new Watcher(account, time);
        await watching.NextAsync<WatchReported>();
        return watching;
    }

    /// <summary>Waits for the next change of a kind; changes of other kinds before it are passed over.</summary>
    public async Task<TChange> NextAsync<TChange>(Func<TChange, bool>? which = null)
        where TChange : MailChange
    {
        using var limit = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, TestContext.Current.CancellationToken);
        for (var steps = 0; ;)
        {
            var next = _changes.Reader.ReadAsync(either.Token).AsTask();
            // Where the clock stands still, nothing that waits for it would ever happen.
            while (_time is not null && !next.IsCompleted)
            {
                await Task.WhenAny(next, _time.CalmAsync());
                if (!next.IsCompleted) _time.Advance(TimeSpan.FromSeconds(++steps < 70 ? 5 : 15));
            }

            if (await next is TChange change && which?.Invoke(change) != false) return change;
        }
    }

    public Task<MessageArrived> ArrivalAsync(string subject) => NextAsync<MessageArrived>(a => a.Message.Headers.Subject == subject);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
