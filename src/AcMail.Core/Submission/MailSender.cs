using System.Collections.Concurrent;
using AcMail.Storage;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace AcMail;

/// <summary>Sends by the outbox: stored, handed over, result stored, copy filed — in that order, each durable before the next.</summary>
/// <remarks>Where a connection stands ready, a message is stored as being handed over, which saves the disk one write to wait for.</remarks>
sealed class MailSender : IMailSender, IAsyncDisposable
{
    readonly MailAccountSettings _account;
    readonly Func<CancellationToken, ValueTask<IMailStore>> _openStore;
    readonly TimeProvider _timeProvider;
    readonly ILogger _logger;
    readonly SessionKeeper<MailSession<SubmissionClient>> _submission;
    readonly ISentCopyFiler _filer;
    readonly Lifetime _lifetime;
    readonly ConcurrentDictionary<OutgoingMessage, bool> _beingSent = new(ReferenceEqualityComparer.Instance);

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
        _account = account;
        _openStore = openStore;
        _timeProvider = timeProvider;
        _logger = logger;
        _filer = filer;
        _lifetime = new(timeProvider);
        _submission = new(token => connector.OpenAsync(account, Outgoing, log => new SubmissionClient(log), token), timeProvider);
    }

    MailEndpoint Outgoing => _account.Outgoing ?? throw new MailException(new MailFailure(
        MailErrorKind.InvalidSettings,
        new("The account has no server for sending.", "Le compte n’a pas de serveur d’envoi."),
        new("Set Outgoing in its settings.", "Renseignez Outgoing dans ses paramètres.")));

    public Task<SendReport> SendAsync(MimeMessage message, CancellationToken cancellationToken = default) =>
        _lifetime.RunAsync(token => SendInLifetimeAsync(message, token), cancellationToken);

    async Task<SendReport> SendInLifetimeAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var activity = AcMailTelemetry.StartSubmit(Outgoing);
        var outgoing = MessageComposer.Compose(message, _timeProvider.GetLocalNow());
        var store = await _openStore(cancellationToken).ConfigureAwait(false);
        _beingSent[outgoing] = true;
        OutboxDraft? entry = null;
        try
        {
            var handOver = await _submission.UseReadyAsync(
                async session =>
                {
                    entry = await EnqueueAsync(store, outgoing, OutboxState.Sending, cancellationToken).ConfigureAwait(false);
                    return await HandOverAsync(session, outgoing, cancellationToken).ConfigureAwait(false);
                }).ConfigureAwait(false);
            entry ??= await EnqueueAsync(store, outgoing, OutboxState.Queued, cancellationToken).ConfigureAwait(false);
            if (handOver is null || await WasStaleAsync(entry, handOver).ConfigureAwait(false))
                handOver = await HandOverAsync(entry, cancellationToken).ConfigureAwait(false);
            var report = await CompleteAsync(entry, handOver).ConfigureAwait(false);
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
            _beingSent.TryRemove(outgoing, out _);
        }
    }

    public async ValueTask<IReadOnlyList<OutboxEntry>> GetOutboxAsync(CancellationToken cancellationToken = default)
    {
        var store = await _openStore(cancellationToken).ConfigureAwait(false);
        // Before and after: one that ends meanwhile may still have been read as being sent.
        var beingSent = BeingSent();
        var open = await store.Outbox.GetOpenAsync(cancellationToken).ConfigureAwait(false);
        beingSent.UnionWith(BeingSent());
        return [.. open.Select(e => SendResults.AsFound(e, beingSent.Contains(e.MessageId)))];
    }

    public async ValueTask DisposeAsync()
    {
        await _lifetime.DisposeAsync().ConfigureAwait(false);
        await _submission.DisposeAsync().ConfigureAwait(false);
        await _filer.DisposeAsync().ConfigureAwait(false);
    }

    HashSet<string> BeingSent() => [.. _beingSent.Keys.Select(m => m.MessageId)];

    async Task<OutboxDraft> EnqueueAsync(IMailStore store, OutgoingMessage message, OutboxState state, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var origin = new ContentOrigin("", 0, 0, new(SystemFlags.Seen), now, "");
        var key = await store.Content.AppendAsync(message.Bytes, origin, cancellationToken).ConfigureAwait(false);
        var recipients = message.Recipients.Select(r => r.Address).ToList();
        var id = await store.Outbox
            .EnqueueAsync(
                new(key, message.MessageId, message.Sender.Address, recipients, message.Subject, now) { State = state }, cancellationToken)
            .ConfigureAwait(false);
        return new(store, id, key, message, state);
    }

    /// <summary>Until the whole message has gone out the caller may cancel it; then nobody may.</summary>
    async Task<HandOver> HandOverAsync(OutboxDraft entry, CancellationToken cancellationToken)
    {
        try
        {
            var handOver = await TryHandOverAsync(entry, cancellationToken).ConfigureAwait(false);
            return await WasStaleAsync(entry, handOver).ConfigureAwait(false)
                ? await TryHandOverAsync(entry, cancellationToken).ConfigureAwait(false)
                : handOver;
        }
        catch (MailException e) when (!MailErrorKinds.IsStorage(e.Failure.Kind))
        {
            return HandOver.Failed(OutboxEvent.Deferred, entry.Message, e.Failure);
        }
    }

    /// <summary>Whether nothing but the connection was wrong; the message then waits for another one.</summary>
    static async Task<bool> WasStaleAsync(OutboxDraft entry, HandOver handOver)
    {
        if (handOver.WasStale) await entry.AdvanceAsync(handOver.Happened, handOver.Reply).ConfigureAwait(false);
        return handOver.WasStale;
    }

    Task<HandOver> TryHandOverAsync(OutboxDraft entry, CancellationToken cancellationToken) => _submission.UseAsync(
        async session =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            await entry.AdvanceAsync(OutboxEvent.HandOverBegins, "").ConfigureAwait(false);
            return await HandOverAsync(session, entry.Message, cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Nobody cancels the wait for the answer; where the account ends and none comes, the connection does.</summary>
    async Task<HandOver> HandOverAsync(MailSession<SubmissionClient> session, OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var hangingUp = _lifetime.Overdue.UnsafeRegister(static s => ((MailSession<SubmissionClient>)s!).HangUp(), session);
        return await SmtpHandOver.RunAsync(session, message, cancellationToken).ConfigureAwait(false);
    }

    async Task<SendReport> CompleteAsync(OutboxDraft entry, HandOver handOver)
    {
        var outcome = SendResults.OutcomeOf(handOver);
        var report = new SendReport(entry.Id, entry.Message.MessageId, outcome, handOver.Recipients, SentCopyOutcome.NotWanted) { Failure = handOver.Failure };
        if (handOver.Failure is { } failure) SubmissionLog.NotAccepted(_logger, _account.Name, entry.Id, outcome, failure.Kind);
        else SubmissionLog.Submitted(_logger, _account.Name, entry.Id, outcome);
        try
        {
            var happened = handOver.Accepted ? WantedCopy : handOver.Happened;
            var action = await entry.AdvanceAsync(happened, handOver.Reply).ConfigureAwait(false);
            return action switch
            {
                OutboxAction.FileLocally => report with { SentCopy = SentCopyOutcome.SavedLocally },
                OutboxAction.FileOnServer => await FileOnServerAsync(entry, report).ConfigureAwait(false),
                _ => report,
            };
        }
        catch (MailException e)
        {
            // Thrown, it would look as if the message had not been sent, and be sent again.
            SubmissionLog.OutcomeNotStored(_logger, _account.Name, entry.Id, e.Failure.Kind);
            return handOver.Accepted ? report with { SentCopy = SentCopyOutcome.Failed, SentCopyFailure = e.Failure } : report;
        }
    }

    OutboxEvent WantedCopy => _account switch
    {
        { Protocol: MailProtocol.Pop3 } => OutboxEvent.AcceptedWithLocalCopy,
        { Imap.SaveSentCopy: true } => OutboxEvent.AcceptedWithServerCopy,
        _ => OutboxEvent.AcceptedWithoutCopy,
    };

    async Task<SendReport> FileOnServerAsync(OutboxDraft entry, SendReport report)
    {
        try
        {
            await _filer.FileAsync(entry.Message, entry.Store, _lifetime.Overdue).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MailException or OperationCanceledException)
        {
            // Whatever it is, the message was accepted.
            var failure = e is MailException known ? known.Failure : FailureTexts.Create(MailErrorKind.Timeout, _account.Incoming);
            SubmissionLog.CopyFailed(_logger, _account.Name, entry.Id, failure.Kind);
            await entry.AdvanceAsync(OutboxEvent.CopyFailed, failure.ServerReply ?? "").ConfigureAwait(false);
            return report with { SentCopy = SentCopyOutcome.Failed, SentCopyFailure = failure };
        }

        await entry.AdvanceAsync(OutboxEvent.CopyFiled, "").ConfigureAwait(false);
        return report with { SentCopy = SentCopyOutcome.SavedOnServer };
    }
}
