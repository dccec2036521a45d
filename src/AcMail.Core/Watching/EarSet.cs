namespace AcMail;

/// <summary>The connections that listen to one mailbox each.</summary>
/// <param name="listen">Listens to a mailbox until it is cancelled.</param>
sealed class EarSet(Func<string, CancellationToken, Task> listen) : IAsyncDisposable
{
    readonly Dictionary<string, (CancellationTokenSource Stop, Task Listening)> _ears = new(StringComparer.Ordinal);

    /// <summary>Listens to <paramref name="mailboxes"/> and no others.</summary>
    /// <param name="mailboxes">The mailboxes.</param>
    /// <param name="again">Whether those that gave up get another chance.</param>
    public async Task ListenAsync(IReadOnlyCollection<string> mailboxes, bool again)
    {
        foreach (var mailbox in _ears.Keys.Except(mailboxes).ToList()) await StopAsync(mailbox).ConfigureAwait(false);
        foreach (var mailbox in mailboxes)
        {
            if (_ears.TryGetValue(mailbox, out var ear) && !(again && ear.Listening.IsCompleted)) continue;
            if (ear.Stop is not null) await StopAsync(mailbox).ConfigureAwait(false);
            var stop = new CancellationTokenSource();
            _ears[mailbox] = (stop, Task.Run(() => listen(mailbox, stop.Token)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_ears.Keys.ToList().Select(StopAsync)).ConfigureAwait(false);
    }

    async Task StopAsync(string mailbox)
    {
        _ears.Remove(mailbox, out var ear);
        await ear.Stop.CancelAsync().ConfigureAwait(false);
        await ear.Listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ear.Stop.Dispose();
    }
}
