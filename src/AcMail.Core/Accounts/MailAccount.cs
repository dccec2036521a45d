using System.Diagnostics;
using AcMail.Storage;
using Microsoft.Extensions.Logging;

namespace AcMail;

/// <summary>An account: its store opened once, its strategy run under the store's lease.</summary>
sealed class MailAccount : IMailAccount, IAsyncDisposable
{
    readonly MailAccountSettings _settings;
    readonly IMailStoreProvider _stores;
    readonly TimeProvider _time;
    readonly ILogger<MailAccount> _logger;
    readonly ServerConnector _connector;
    readonly ISyncStrategy _strategy;
    readonly MailSender _sender;
    readonly SemaphoreSlim _opening = new(1);
    IMailStore? _store;

    public MailAccount(
        MailAccountSettings settings, IMailStoreProvider stores, ServerConnector connector, TimeProvider time, ILoggerFactory loggers)
    {
        (_settings, _stores, _connector, _time) = (settings, stores, connector, time);
        _logger = loggers.CreateLogger<MailAccount>();
        _strategy = settings.Protocol == MailProtocol.Imap
            ? new ImapSyncStrategy(settings, connector, time, loggers.CreateLogger<ImapSyncStrategy>())
            : new PopSyncStrategy(settings, connector, time);
        _sender = new(settings, OpenStoreAsync, connector, time, loggers.CreateLogger<MailSender>());
        Retention = settings.Protocol == MailProtocol.Pop3
            ? new PopRetention(settings, connector, time, OpenStoreAsync, (run, token) => RunAsync(run, null, token))
            : new NoRetention(settings.Name);
        Replica = new MailReplica(
            OpenStoreAsync, new MailActions(settings, OpenStoreAsync),
            _strategy is PopSyncStrategy pop ? new(pop, settings.Pop3.Rules, (run, token) => RunAsync(run, null, token)) : null);
        LocalMailboxes = new LocalMailboxes(settings, OpenStoreAsync);
    }

    public string Name => _settings.Name;

    public MailProtocol Protocol => _settings.Protocol;

    public IMailReplica Replica { get; }

    public IMailSender Sender => _sender;

    public ILocalMailboxes LocalMailboxes { get; }

    public IMailRetention Retention { get; }

    public Task<SyncReport> SynchronizeAsync(IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(_strategy.RunAsync, progress, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync().ConfigureAwait(false);
        if (_store is not null) await _store.DisposeAsync().ConfigureAwait(false);
        _opening.Dispose();
    }

    async Task<SyncReport> RunAsync(
        Func<IMailStore, SyncPass, CancellationToken, Task> run, IProgress<SyncProgress>? progress, CancellationToken cancellationToken)
    {
        using var activity = AcMailTelemetry.StartSync(_settings.Incoming);
        var started = _time.GetTimestamp();
        _connector.Prepare();
        var store = await OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        var lease = await store.TryAcquireLeaseAsync(cancellationToken).ConfigureAwait(false);
        if (lease is null) return Report(new SyncPass(null), SyncFailures.Busy(Name), started, activity);
        await using var _ = lease.ConfigureAwait(false);

        var pass = new SyncPass(progress);
        MailFailure? failure = null;
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

        return Report(pass, failure, started, activity);
    }

    async ValueTask<IMailStore> OpenStoreAsync(CancellationToken cancellationToken)
    {
        if (_store is { } open) return open;
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _store ??= await _stores.OpenAsync(Name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    SyncReport Report(SyncPass pass, MailFailure? failure, long started, Activity? activity)
    {
        var report = SyncReportBuilder.Build(Name, pass, failure, _time.GetElapsedTime(started));
        SyncTelemetry.Record(_settings.Incoming, report, activity);
        if (failure is null) SyncLog.Completed(_logger, Name, report.MessagesAdded, report.BytesDownloaded, report.Elapsed.TotalMilliseconds);
        else SyncLog.Failed(_logger, Name, failure.Kind);
        return report;
    }
}
