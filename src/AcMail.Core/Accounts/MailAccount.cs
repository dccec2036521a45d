using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using AcMail.Storage;
using Microsoft.Extensions.Logging;

namespace AcMail;

/// <summary>An account: its store opened once, its strategy run under the store's lease.</summary>
sealed class MailAccount : IMailAccount, IWatchable, IAsyncDisposable, IDisposable
{
    readonly MailAccountSettings _settings;
    readonly IMailStoreProvider _stores;
    readonly ServerConnector _connector;
    readonly TimeProvider _time;
    // So long somebody who opens a message waits for a pass that runs.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ILogger<MailAccount> _logger;
    readonly ImapConnection? _imap;
    readonly ISyncStrategy _strategy;
    readonly MailSender _sender;
    readonly BodyIndexer _indexer;
    readonly PassTurns _turns = new();
    readonly Lifetime _passes;
    readonly ImapBodyFetcher? _bodies;

    [SuppressMessage("Usage", "CA2213", Justification = "Those who wait must still be let through, to be told that it is over.")]
    readonly SemaphoreSlim _opening = new(1);

    ObservedStore? _store;
    volatile bool _disposed;

    public MailAccount(
        MailAccountSettings settings, IMailStoreProvider stores, ServerConnector connector, TimeProvider time, ILoggerFactory loggers)
    {
        (_settings, _stores, _connector, _time) = (settings, stores, connector, time);
        _logger = loggers.CreateLogger<MailAccount>();
        _passes = new(time);
        _imap = settings.Protocol == MailProtocol.Imap ? new(settings, OpenStoreAsync, connector, time) : null;
        if (_imap is not null)
        {
            var mirroring = new ImapSyncStrategy(settings, _imap, time, loggers.CreateLogger<ImapSyncStrategy>());
            _strategy = mirroring;
            Migration = new(settings, _imap, mirroring, OpenStoreAsync, RunAsync, _passes);
        }
        else
        {
            _strategy = new PopSyncStrategy(settings, connector, time);
        }

        _sender = new(settings, OpenStoreAsync, connector, time, loggers.CreateLogger<MailSender>());
        Retention = settings.Protocol == MailProtocol.Pop3
            ? new PopRetention(settings, connector, time, OpenStoreAsync, (run, token) => RunAsync(run, null, token))
            : new NoRetention(settings.Name);
        _indexer = new(settings.Name, OpenStoreAsync, time, loggers.CreateLogger<BodyIndexer>());
        Watch = new(this, connector, time, loggers.CreateLogger<AccountWatch>());
        Replica = new MailReplica(
            OpenStoreAsync, new MailActions(settings, time, OpenForActionsAsync), new MailboxActions(settings, OpenForActionsAsync), _indexer,
            _strategy is PopSyncStrategy pop
                ? new PopBodyFetcher(pop, settings.Pop3.Rules, RunWhenFreeAsync)
                : _bodies = new ImapBodyFetcher(settings, connector, time, OpenStoreAsync));
    }

    public string Name => _settings.Name;

    public MailProtocol Protocol => _settings.Protocol;

    public IMailReplica Replica { get; }

    public IMailSender Sender => _sender;

    public bool CanSend => _settings.Outgoing is not null;

    /// <inheritdoc cref="MailSender.FlushDueAsync"/>
    public Task FlushDueAsync(CancellationToken cancellationToken) => _sender.FlushDueAsync(cancellationToken);

    public IMailRetention Retention { get; }

    /// <summary>What moves the account over from POP3; <see langword="null"/> for a POP3 account.</summary>
    public AccountMigration? Migration { get; }

    /// <summary>What keeps the account up to date while somebody wants that.</summary>
    public AccountWatch Watch { get; }

    MailAccountSettings IWatchable.Settings => _settings;

    ImapConnection? IWatchable.Connection => _imap;

    public async Task<SyncReport> SynchronizeAsync(IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var report = await RunAsync(SynchronizeAsync, progress, cancellationToken).ConfigureAwait(false);
        if (report.Failure is null) Watch.Inbox.WorksAgain();
        return report;
    }

    public IAsyncEnumerable<MailChange> WatchAsync(CancellationToken cancellationToken = default) =>
        ChangeFollower.FollowAsync(Watch, OpenStoreAsync, cancellationToken);

    public async Task<SyncReport> RunPassAsync(PassScope scope, bool withFreshCredential, CancellationToken cancellationToken)
    {
        if (withFreshCredential && _imap is not null) await _imap.HangUpAsync(forFreshCredential: true, cancellationToken).ConfigureAwait(false);
        using var turn = await _turns.EnterAsync(scope.IsBrief, cancellationToken).ConfigureAwait(false);
        return await RunInTurnAsync(SynchronizeAsync, new(null) { Scope = scope }, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> HasAnotherCredentialAsync(CancellationToken cancellationToken) =>
        _connector.HasAnotherCredentialAsync(_settings, _settings.Incoming, cancellationToken);

    /// <summary>Closes the connection that is kept for the next pass.</summary>
    public Task HangUpAsync() => _imap?.HangUpAsync() ?? Task.CompletedTask;

    /// <summary>For containers that are disposed of with <c>using</c>: they refuse what can only be disposed of asynchronously, and leave it open.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await Watch.DisposeAsync().ConfigureAwait(false);
        await _passes.DisposeAsync().ConfigureAwait(false);
        await _sender.DisposeAsync().ConfigureAwait(false);
        await _indexer.DisposeAsync().ConfigureAwait(false);
        if (_imap is not null) await _imap.DisposeAsync().ConfigureAwait(false);
        if (_bodies is not null) await _bodies.DisposeAsync().ConfigureAwait(false);
        // One that is being opened is waited for, lest its locks and files stay behind.
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            _disposed = true;
            if (_store is not null) await _store.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>A pass; then the copies of sent messages that are owed, for the next pass to find.</summary>
    async Task SynchronizeAsync(IMailStore store, SyncPass pass, CancellationToken cancellationToken)
    {
        await _strategy.RunAsync(store, pass, cancellationToken).ConfigureAwait(false);
        if (!pass.Scope.IsBrief) await _sender.FileOwedCopiesAsync(store, cancellationToken).ConfigureAwait(false);
    }

    Task<SyncReport> RunAsync(
        Func<IMailStore, SyncPass, CancellationToken, Task> run, IProgress<SyncProgress>? progress, CancellationToken cancellationToken) =>
        RunAsync(run, progress, _turns.TryEnterAsync, cancellationToken);

    /// <summary>The same after the pass that runs, for which somebody who opens a message waits a while.</summary>
    Task<SyncReport> RunWhenFreeAsync(Func<IMailStore, SyncPass, CancellationToken, Task> run, CancellationToken cancellationToken) =>
        RunAsync(run, null, token => _turns.EnterAsync(Patience, token), cancellationToken);

    Task<SyncReport> RunAsync(
        Func<IMailStore, SyncPass, CancellationToken, Task> run, IProgress<SyncProgress>? progress, Func<CancellationToken, ValueTask<PassTurns.Turn?>> enter,
        CancellationToken cancellationToken) => _passes.RunAsync(
        async token =>
        {
            var pass = new SyncPass(progress);
            using var turn = await enter(token).ConfigureAwait(false);
            return turn is null
                ? Report(pass, SyncFailures.Busy(Name), _time.GetTimestamp(), null)
                : await RunInTurnAsync(run, pass, token).ConfigureAwait(false);
        },
        cancellationToken);

    async Task<SyncReport> RunInTurnAsync(
        Func<IMailStore, SyncPass, CancellationToken, Task> run, SyncPass pass, CancellationToken cancellationToken)
    {
        using var activity = AcMailTelemetry.StartSync(_settings.Incoming);
        var started = _time.GetTimestamp();
        _connector.Prepare(_settings.Incoming.Protocol);
        var store = await OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        var lease = await store.TryAcquireLeaseAsync(cancellationToken).ConfigureAwait(false);
        if (lease is null) return Report(pass, SyncFailures.Busy(Name), started, activity);
        await using var _ = lease.ConfigureAwait(false);

        MailFailure? failure = null;
        _indexer.Stop();
        try
        {
            SyncLog.Started(_logger, Name);
            await run(store, pass, cancellationToken).ConfigureAwait(false);
            pass.Report(SyncStage.Completed);
        }
        catch (MailException e) when (!MailErrorKinds.IsStorage(e.Failure.Kind))
        {
            failure = e.Failure;
        }
        finally
        {
            _indexer.Start();
        }

        return Report(pass, failure, started, activity);
    }

    public async ValueTask<IMailStore> OpenStoreAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(IMailAccount));
        if (_store is { } open) return open;
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(IMailAccount));
            return _store ??= new ObservedStore(await _stores.OpenAsync(Name, cancellationToken).ConfigureAwait(false), Watch.Changed.Beat);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>What a person does here has to be told to the server.</summary>
    async ValueTask<IMailStore> OpenForActionsAsync(CancellationToken cancellationToken) =>
        new ObservedStore(await OpenStoreAsync(cancellationToken).ConfigureAwait(false), Watch.Inbox.DoneHere);

    SyncReport Report(SyncPass pass, MailFailure? failure, long started, Activity? activity)
    {
        var report = SyncReportBuilder.Build(Name, pass, failure, _time.GetElapsedTime(started));
        SyncTelemetry.Record(_settings.Incoming, report, activity);
        if (failure is null && pass.Scope != PassScope.Account && report.MessagesAdded == 0) SyncLog.NothingNew(_logger, Name, report.Elapsed.TotalMilliseconds);
        else if (failure is null) SyncLog.Completed(_logger, Name, report.MessagesAdded, report.BytesDownloaded, report.Elapsed.TotalMilliseconds);
        else if (failure.Kind == MailErrorKind.Busy) SyncLog.Busy(_logger, Name);
        else SyncLog.Failed(_logger, Name, failure.Kind);
        return report;
    }
}
