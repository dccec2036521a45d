using Microsoft.Extensions.Logging;

namespace AcMail;

/// <summary>Takes messages of the outbox to the server, and the copy of each to where it belongs; each step is durable before the next.</summary>
sealed class OutboxDelivery : IAsyncDisposable
{
    readonly MailAccountSettings _account;
    readonly ServerConnector _connector;
    readonly ISentCopyFiler _filer;
    readonly Lifetime _lifetime;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly SessionKeeper<MailSession<SubmissionClient>> _submission;

    public OutboxDelivery(
        MailAccountSettings account, ServerConnector connector, ISentCopyFiler filer, Lifetime lifetime, TimeProvider timeProvider, ILogger logger)
    {
        (_account, _filer, _lifetime, _time, _logger) = (account, filer, lifetime, timeProvider, logger);
        _submission = new(token => connector.OpenUnlessRefusedAsync(account, Outgoing, log => new SubmissionClient(log), token), timeProvider);
        _connector = connector;
    }

    public MailEndpoint Outgoing => _account.Outgoing ?? throw new MailException(new MailFailure(
        MailErrorKind.InvalidSettings,
        new("The account has no server for sending.", "Le compte n'a pas de serveur d'envoi."),
        new("Set Outgoing in its settings.", "Renseignez Outgoing dans ses paramètres.")));

    /// <summary>Whether copies belong into the server's Sent.</summary>
    public bool FilesOnServer => _account is { Protocol: MailProtocol.Imap, Imap.SaveSentCopy: true };

    /// <summary>Lets a password that was refused be tried once more, as a person asks for it.</summary>
    public void ForgetRefusals()
    {
        foreach (var endpoint in (MailEndpoint?[])[_account.Outgoing, _account.Incoming])
            if (endpoint is not null) _connector.ForgetRefusal(_account, endpoint);
    }

    /// <summary>Hands a message over where a connection stands ready; <see langword="null"/> where none does, and <paramref name="begin"/> was not called.</summary>
    /// <param name="begin">Stores the message as being handed over, which saves the disk one write to wait for.</param>
    /// <param name="cancellationToken">As for <see cref="DeliverAsync"/>.</param>
    public Task<HandOver?> TryHandOverAtOnceAsync(Func<Task<OutboxDraft>> begin, CancellationToken cancellationToken) => _submission.UseReadyAsync(
        async session => await HandOverAsync(session, (await begin().ConfigureAwait(false)).Message, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Hands a message over, and sees to its copy. Until all of it has gone out the caller may cancel it; then nobody may, and the copy has
    /// <see cref="ConnectionLimits.LastAnswer"/> left.
    /// </summary>
    /// <param name="entry">The message.</param>
    /// <param name="handOver">What became of it on the connection that stood ready; <see langword="null"/> where none did.</param>
    /// <param name="cancellationToken">As above.</param>
    public async Task<SendReport> DeliverAsync(OutboxDraft entry, HandOver? handOver, CancellationToken cancellationToken)
    {
        if (handOver is null || await WasStaleAsync(entry, handOver).ConfigureAwait(false))
            handOver = await HandOverAsync(entry, cancellationToken).ConfigureAwait(false);
        return await CompleteAsync(entry, handOver, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Files the copy of a message that was accepted; returns why it could not.</summary>
    /// <exception cref="MailException">What became of it could not be stored.</exception>
    public async Task<MailFailure?> FileCopyAsync(OutboxDraft entry, CancellationToken cancellationToken)
    {
        try
        {
            await _filer.FileAsync(entry.Message, entry.Store, wasTried: entry.IsFound, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MailException or OperationCanceledException)
        {
            // Whatever it is, the message was accepted.
            var failure = e is MailException known ? known.Failure : FailureTexts.Create(MailErrorKind.Timeout, _account.Incoming);
            SubmissionLog.CopyFailed(_logger, _account.Name, entry.Id, failure.Kind);
            await entry.AdvanceAsync(OutboxEvent.CopyFailed, failure.ServerReply ?? "").ConfigureAwait(false);
            return failure;
        }

        await entry.AdvanceAsync(OutboxEvent.CopyFiled, "").ConfigureAwait(false);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _submission.DisposeAsync().ConfigureAwait(false);
        await _filer.DisposeAsync().ConfigureAwait(false);
    }

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

    async Task<SendReport> CompleteAsync(OutboxDraft entry, HandOver handOver, CancellationToken cancellationToken)
    {
        var outcome = SendResults.OutcomeOf(handOver);
        var report = new SendReport(entry.Id, entry.Message.MessageId, outcome, handOver.Recipients, SentCopyOutcome.NotWanted)
        {
            Failure = handOver.Failure, BrokeOff = handOver.BrokeOff,
        };
        if (handOver.Failure is { } failure) SubmissionLog.NotAccepted(_logger, _account.Name, entry.Id, outcome, failure.Kind);
        else SubmissionLog.Submitted(_logger, _account.Name, entry.Id, outcome);
        try
        {
            var happened = handOver.Accepted ? WantedCopy(entry) : handOver.Happened;
            var remainder = OutboxPlanner.Remainder(handOver);
            var action = await entry.AdvanceAsync(happened, handOver.Reply, remainder).ConfigureAwait(false);
            report = SendResults.WithRemainder(report, remainder);
            return (action, happened) switch
            {
                (OutboxAction.FileLocally, _) => report with { SentCopy = SentCopyOutcome.SavedLocally },
                (OutboxAction.FileOnServer, _) => SendResults.WithCopy(report, await FileCopyOfSentAsync(entry, cancellationToken).ConfigureAwait(false)),
                (_, OutboxEvent.AcceptedWithOwedCopy) => report with { SentCopy = SentCopyOutcome.Owed },
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

    async Task<MailFailure?> FileCopyOfSentAsync(OutboxDraft entry, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var givingUp = cancellationToken.UnsafeRegister(static s => ((CancellationTokenSource)s!).CancelAfter(ConnectionLimits.LastAnswer), patience);
        return await FileCopyAsync(entry, patience.Token).ConfigureAwait(false);
    }

    OutboxEvent WantedCopy(OutboxDraft entry) => entry switch
    {
        { IsRemainder: true } => OutboxEvent.AcceptedWithoutCopy,
        _ when _account.Protocol == MailProtocol.Pop3 => OutboxEvent.AcceptedWithLocalCopy,
        _ when !FilesOnServer => OutboxEvent.AcceptedWithoutCopy,
        { IsFound: true } => OutboxEvent.AcceptedWithOwedCopy,
        _ => OutboxEvent.AcceptedWithServerCopy,
    };
}
