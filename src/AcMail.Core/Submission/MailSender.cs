using AcMail.Storage;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace AcMail;

/// <summary>Sends by the outbox: stored, handed over, result stored, copy filed — in that order, each durable before the next.</summary>
sealed class MailSender : IMailSender, IAsyncDisposable
{
    readonly Func<CancellationToken, ValueTask<IMailStore>> _openStore;
    readonly TimeProvider _timeProvider;
    readonly OutboxDelivery _delivery;
    readonly OutboxKeeper _outbox;
    readonly Lifetime _lifetime;
    readonly BeingSent _beingSent = new();

    public MailSender(
        MailAccountSettings account, Func<CancellationToken, ValueTask<IMailStore>> openStore, ServerConnector connector,
        TimeProvider timeProvider, ILogger logger)
        : this(account, openStore, connector, timeProvider, logger, new ImapSentCopyFiler(account, connector, timeProvider))
    {
    }

    public MailSender(
        MailAccountSettings account, Func<CancellationToken, ValueTask<IMailStore>> openStore, ServerConnector connector,
        TimeProvider timeProvider, ILogger logger, ISentCopyFiler filer)
    {
        (_openStore, _timeProvider, _lifetime) = (openStore, timeProvider, new(timeProvider));
        _delivery = new(account, connector, filer, _lifetime, timeProvider, logger);
        _outbox = new(_delivery, _beingSent, timeProvider);
    }

    public Task<SendReport> SendAsync(MimeMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return RunAsync(
            async (store, token) => (await TrySendAsync(store, MessageComposer.Compose(message, _timeProvider.GetLocalNow()), once: false, token).ConfigureAwait(false))!,
            cancellationToken);
    }

    public Task<SendReport> SendOnceAsync(MimeMessage message, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return RunAsync(
            (store, token) => SendOnceAsync(store, MessageComposer.Compose(message, _timeProvider.GetLocalNow(), key), token), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<OutboxEntry>> GetOutboxAsync(CancellationToken cancellationToken = default) =>
        await _outbox.GetAsync(await _openStore(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    public Task<IReadOnlyList<SendReport>> FlushAsync(CancellationToken cancellationToken = default) =>
        RunAsync((store, token) => _outbox.FlushAsync(store, isAsked: true, token), cancellationToken);

    /// <summary>As <see cref="FlushAsync"/>, but for what the server wants later still.</summary>
    public Task FlushDueAsync(CancellationToken cancellationToken) =>
        RunAsync((store, token) => _outbox.FlushAsync(store, isAsked: false, token), cancellationToken);

    public Task<SendReport> RetryAsync(long id, CancellationToken cancellationToken = default) =>
        RunAsync((store, token) => _outbox.RetryAsync(store, id, token), cancellationToken);

    public Task DiscardAsync(long id, CancellationToken cancellationToken = default) =>
        RunAsync((store, token) => _outbox.DiscardAsync(store, id, token), cancellationToken);

    /// <summary>Files the copies that are owed, as far as the server takes them now. The caller has the lease of <paramref name="store"/>.</summary>
    public Task FileOwedCopiesAsync(IMailStore store, CancellationToken cancellationToken) =>
        _lifetime.RunAsync(token => _outbox.FileOwedCopiesAsync(store, token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _lifetime.DisposeAsync().ConfigureAwait(false);
        await _delivery.DisposeAsync().ConfigureAwait(false);
    }

    Task<TResult> RunAsync<TResult>(Func<IMailStore, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) => _lifetime.RunAsync(
        async token => await work(await _openStore(token).ConfigureAwait(false), token).ConfigureAwait(false), cancellationToken);

    async Task<SendReport> SendOnceAsync(IMailStore store, OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        for (;;)
        {
            if (await _outbox.GoOnAsync(store, outgoing.MessageId, cancellationToken).ConfigureAwait(false) is { } known) return known;
            // Another who has the same key may be faster.
            if (await TrySendAsync(store, outgoing, once: true, cancellationToken).ConfigureAwait(false) is { } sent) return sent;
        }
    }

    /// <returns>What became of it; <see langword="null"/> where it is to be sent once, and the outbox has it already.</returns>
    async Task<SendReport?> TrySendAsync(IMailStore store, OutgoingMessage outgoing, bool once, CancellationToken cancellationToken)
    {
        using var activity = AcMailTelemetry.StartSubmit(_delivery.Outgoing);
        _beingSent.Add(outgoing);
        OutboxDraft? entry = null;
        try
        {
            var handOver = once ? null : await _delivery.TryHandOverAtOnceAsync(
                async () => entry = (await TryEnqueueAsync(store, outgoing, OutboxState.Sending, once, cancellationToken).ConfigureAwait(false))!, cancellationToken)
                .ConfigureAwait(false);
            entry ??= await TryEnqueueAsync(store, outgoing, OutboxState.Queued, once, cancellationToken).ConfigureAwait(false);
            if (entry is null) return null;
            var report = await _delivery.DeliverAsync(entry, handOver, cancellationToken).ConfigureAwait(false);
            AcMailTelemetry.Submitted(activity, report);
            return report;
        }
        catch (OperationCanceledException) when (entry is not null)
        {
            await entry.AdvanceAsync(OutboxEvent.Cancelled, "").ConfigureAwait(false);
            throw;
        }
        finally
        {
            _beingSent.Remove(outgoing);
        }
    }

    async Task<OutboxDraft?> TryEnqueueAsync(IMailStore store, OutgoingMessage outgoing, OutboxState state, bool once, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var origin = new ContentOrigin("", 0, 0, new(SystemFlags.Seen), now, "");
        var key = await store.Content.AppendAsync(outgoing.Bytes, origin, cancellationToken).ConfigureAwait(false);
        var recipients = outgoing.Recipients.Select(r => r.Address).ToList();
        var message = new OutboxMessage(key, outgoing.MessageId, outgoing.Sender.Address, recipients, outgoing.Subject, now) { State = state };
        var id = once
            ? await store.Outbox.TryEnqueueOnceAsync(message, cancellationToken).ConfigureAwait(false)
            : await store.Outbox.EnqueueAsync(message, cancellationToken).ConfigureAwait(false);
        return id is { } given ? new(store, given, key, outgoing, state) : null;
    }
}
