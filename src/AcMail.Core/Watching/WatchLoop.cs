using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace AcMail;

/// <summary>Takes the steps that <see cref="WatchMachine"/> decides on, one after the other.</summary>
sealed class WatchLoop : IAsyncDisposable
{
    readonly IWatchable _account;
    readonly AccountWatch _watch;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly WatchPace _pace;
    readonly ImapListener? _listener;
    readonly EarSet? _ears;
    string? _mailbox;
    DateTimeOffset? _earsSince;
    string? _trouble;

    public WatchLoop(IWatchable account, ServerConnector connector, AccountWatch watch, TimeProvider time, ILogger logger)
    {
        (_account, _watch, _time, _logger) = (account, watch, time, logger);
        _pace = new(account.Settings.PollInterval);
        if (account.Connection is not { } connection) return;
        _listener = new(connection, time);
        _ears = new(async (mailbox, stop) => await new MailboxEar(
            account.Settings, mailbox, connector, await account.OpenStoreAsync(stop).ConfigureAwait(false), watch.Inbox, time, logger)
            .RunAsync(stop).ConfigureAwait(false));
    }

    /// <exception cref="OperationCanceledException">It was stopped, which is the only way in which it ends.</exception>
    public async Task RunAsync(FirstPasses? firstPasses, CancellationToken stop)
    {
        var others = new OtherProcesses(_account, _watch, _time);
        await using var closing = others.ConfigureAwait(false);
        var state = WatchState.Begin(_time.GetUtcNow(), Jitter.Next());
        WatchEvent happened = new WatchEvent.Woke();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var news in _watch.Inbox.Take().Prepend(happened)) state = WatchMachine.After(state, news, _time.GetUtcNow(), _pace, Jitter.Next());
            if (happened is WatchEvent.PassEnded ended) Tell(ended, state);
            (state, var step) = WatchMachine.Decide(state, _time.GetUtcNow(), _pace, Jitter.Next());
            happened = await TakeAsync(step, firstPasses, stop).ConfigureAwait(false);
            if (happened is WatchEvent.PassEnded { Report.Failure: null }) firstPasses = null;
        }
    }

    public ValueTask DisposeAsync() => _ears?.DisposeAsync() ?? ValueTask.CompletedTask;

    [SuppressMessage("Design", "CA1031", Justification = "A defect is logged, and does not end the watch.")]
    async Task<WatchEvent> TakeAsync(WatchStep step, FirstPasses? firstPasses, CancellationToken stop)
    {
        try
        {
            return step switch
            {
                WatchStep.Pass pass => await RunPassAsync(pass, firstPasses, stop).ConfigureAwait(false),
                WatchStep.Idle idle => await IdleAsync(idle, stop).ConfigureAwait(false),
                _ => await WaitAsync((WatchStep.Wait)step, stop).ConfigureAwait(false),
            };
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            if (e is not MailException) WatchLog.Defect(_logger, _account.Settings.Name, e);
            // A cancellation that is none of ours is somebody's time limit.
            var failure = MailErrorClassifier.Classify(e is OperationCanceledException ? new TimeoutException(e.Message, e) : e);
            return new WatchEvent.PassEnded(PassScope.Account, SyncReportBuilder.Build(_account.Settings.Name, new(null), failure, TimeSpan.Zero), null);
        }
    }

    async Task<WatchEvent> RunPassAsync(WatchStep.Pass step, FirstPasses? firstPasses, CancellationToken stop)
    {
        var report = firstPasses is null
            ? await _account.RunPassAsync(step.Scope, step.WithFreshCredential, stop).ConfigureAwait(false)
            : await firstPasses.RunAsync(_account, step, stop).ConfigureAwait(false);
        if (report.Failure is null && !step.Scope.IsBrief) await ChooseMailboxesAsync(stop).ConfigureAwait(false);
        return new WatchEvent.PassEnded(step.Scope, report, _account.Connection?.ConnectedAt);
    }

    async Task<WatchEvent> IdleAsync(WatchStep.Idle step, CancellationToken stop)
    {
        if (_listener is null || _mailbox is null) return new WatchEvent.IdleRefused();
        var store = await _account.OpenStoreAsync(stop).ConfigureAwait(false);
        var ended = await _listener.IdleAsync(_mailbox, store, step.Until, _watch.Inbox.Woken, stop).ConfigureAwait(false);
        if (ended is WatchEvent.IdleRefused) WatchLog.IdleRefused(_logger, _account.Settings.Name);
        if (ended is WatchEvent.ConnectionBroke broke)
        {
            WatchLog.IdleLost(_logger, _account.Settings.Name, broke.Failure.Kind);
            AcMailTelemetry.WatchLost(_account.Settings.Incoming, broke.Failure.Kind);
        }

        return ended;
    }

    /// <summary>
    /// Waits in slices, after each of which it is decided anew: a timer does not count the time during which the machine was asleep, and the clock may be set
    /// back meanwhile.
    /// </summary>
    async Task<WatchEvent> WaitAsync(WatchStep.Wait step, CancellationToken stop)
    {
        var left = step.Until - _time.GetUtcNow();
        if (left <= TimeSpan.Zero) return new WatchEvent.Woke();
        var isOver = await SleepAsync(left < WatchPace.AskCredential ? left : WatchPace.AskCredential, _watch.Inbox.Woken, stop).ConfigureAwait(false);
        return isOver && step.ForCredential && await _account.HasAnotherCredentialAsync(stop).ConfigureAwait(false)
            ? new WatchEvent.CredentialChanged()
            : new WatchEvent.Woke();
    }

    /// <returns>Whether the time passed, and nobody woke it.</returns>
    async Task<bool> SleepAsync(TimeSpan time, CancellationToken woken, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(woken, stop);
        await Task.Delay(time, _time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        return !woken.IsCancellationRequested;
    }

    async Task ChooseMailboxesAsync(CancellationToken stop)
    {
        if (_ears is null) return;
        var store = await _account.OpenStoreAsync(stop).ConfigureAwait(false);
        var chosen = WatchPlanner.Choose(await store.Reader.GetMailboxesAsync(stop).ConfigureAwait(false), _account.Settings.Imap);
        _mailbox = chosen.Count > 0 ? chosen[0] : null;
        var since = _account.Connection!.ConnectedAt;
        await _ears.ListenAsync([.. chosen.Skip(1)], again: since != _earsSince).ConfigureAwait(false);
        _earsSince = since;
    }

    void Tell(WatchEvent.PassEnded ended, WatchState state)
    {
        if (TroublePlanner.Changed(_trouble, ended.Report, ended.Scope.IsBrief) is not { } trouble) return;
        var retryAt = state.NotBefore > _time.GetUtcNow() ? state.NotBefore : (DateTimeOffset?)null;
        if (ended.Report.Failure is { } failure) LogInterruption(failure, retryAt);
        else if (!string.IsNullOrEmpty(_trouble)) WatchLog.Resumed(_logger, _account.Settings.Name);
        _trouble = trouble;
        _watch.Tell(new(ended.Report, retryAt));
    }

    /// <summary>A kind tells enough of a server, whose connection has told the rest; of a store or of a setting it does not tell which.</summary>
    void LogInterruption(MailFailure failure, DateTimeOffset? retryAt)
    {
        var (account, reason) = (_account.Settings.Name, $"{failure.Message.English} {failure.Remedy.English}".TrimEnd());
        if (MailErrorKinds.IsStorage(failure.Kind)) WatchLog.StoreUnusable(_logger, account, reason, retryAt);
        else if (failure.Kind == MailErrorKind.InvalidSettings) WatchLog.Hindered(_logger, account, reason, retryAt);
        else WatchLog.Interrupted(_logger, account, failure.Kind, retryAt);
    }
}
