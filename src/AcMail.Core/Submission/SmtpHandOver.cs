using MailKit;
using MailKit.Net.Smtp;

namespace AcMail;

/// <summary>Hands one message to a server and tells refused, deferred and unknown apart.</summary>
static class SmtpHandOver
{
    /// <exception cref="OperationCanceledException">It was cancelled before the whole message had gone out, and the server got none of it.</exception>
    public static async Task<HandOver> RunAsync(MailSession<SubmissionClient> session, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var served = session.Client.HasServed;
        var result = await TryAsync(session, message, cancellationToken).ConfigureAwait(false);
        return result with { WasBegun = true, WasStale = served && result.Happened == OutboxEvent.Deferred && IsOfConnection(result.Failure!.Kind) };
    }

    /// <summary>What an earlier login no longer being accepted (530) looks like is among them.</summary>
    static bool IsOfConnection(MailErrorKind kind) =>
        kind is MailErrorKind.ConnectionLost or MailErrorKind.ServerUnavailable or MailErrorKind.AuthenticationNotOffered;

    static async Task<HandOver> TryAsync(MailSession<SubmissionClient> session, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var client = session.Client;
        if (client.IsTooLarge(message.Bytes.Length)) return TooLarge(session.Endpoint, message);
        if (!client.CanName(message.Sender))
            return HandOver.Failed(OutboxEvent.Refused, message, NotAscii(MailErrorKind.SenderRejected, session.Endpoint, message.Sender.Address));
        if (!message.Recipients.Any(client.CanName))
            return NobodyAccepted(session, [.. message.Recipients.Select(r => new RecipientAnswer(r.Address, RecipientAnswer.NotAsked, ""))]);
        client.Timeout = (int)ConnectionLimits.Submission.TotalMilliseconds;
        var watch = new TransferWatch(message.Bytes.Length);
        using var cancelling = new CancellationTokenSource();
        await using var registration = cancellationToken.Register(() => watch.Cancel(cancelling)).ConfigureAwait(false);
        try
        {
            var reply = await client.SubmitAsync(message, watch, cancelling.Token).ConfigureAwait(false);
            return new(OutboxEvent.AcceptedWithoutCopy, ServerReplyText.Clean(reply), Reports(session, client.Answers), null);
        }
        catch (SmtpCommandException e) when (IsAnswer(e) && e.ErrorCode == SmtpErrorCode.SenderNotAccepted)
        {
            // Recipients that were sent along are refused for want of a sender, which says nothing about them.
            return Answered(message, Failure(session.Endpoint, e.ErrorCode, (int)e.StatusCode, e.Message));
        }
        catch (SmtpCommandException e) when (IsAnswer(e) && client.Answers.Count > 0 && !client.Answers.Any(a => a.Accepted))
        {
            return NobodyAccepted(session, client.Answers);
        }
        catch (SmtpCommandException e) when (IsAnswer(e))
        {
            return Ended(session, Answered(message, session.Classify(e)));
        }
        catch (OperationCanceledException) when (!watch.IsComplete)
        {
            await client.DisconnectAsync(false, CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception e) when (watch.IsComplete && e is not ServiceNotAuthenticatedException)
        {
            await client.DisconnectAsync(false, CancellationToken.None).ConfigureAwait(false);
            var unknown = FailureTexts.Create(MailErrorKind.DeliveryUnknown, session.Endpoint);
            return Ended(session, HandOver.Failed(OutboxEvent.AnswerLost, message, unknown));
        }
        catch (Exception e)
        {
            await client.DisconnectAsync(false, CancellationToken.None).ConfigureAwait(false);
            return HandOver.Failed(OutboxEvent.Deferred, message, session.Classify(e));
        }
    }

    /// <summary>Anything else that MailKit did not expect leaves nobody knowing which command was answered.</summary>
    static bool IsAnswer(SmtpCommandException e) => (int)e.StatusCode is >= 400 and < 600;

    static HandOver TooLarge(MailEndpoint endpoint, OutgoingMessage message) =>
        HandOver.Failed(OutboxEvent.Refused, message, FailureTexts.Create(MailErrorKind.MessageTooLarge, endpoint));

    static HandOver Answered(OutgoingMessage message, MailFailure failure) =>
        HandOver.Failed(IsFinal(failure) ? OutboxEvent.Refused : OutboxEvent.Deferred, message, failure);

    static HandOver NobodyAccepted(MailSession<SubmissionClient> session, IReadOnlyList<RecipientAnswer> answers)
    {
        var reports = Reports(session, answers);
        // What may pass, else what would be said of any recipient, else what was said of the first.
        var failure = reports.Select(r => r.Failure!).OrderBy(f => IsFinal(f)).ThenBy(f => f.Kind != MailErrorKind.SenderRejected).First();
        return new(IsFinal(failure) ? OutboxEvent.Refused : OutboxEvent.Deferred, failure.ServerReply ?? "", reports, failure);
    }

    /// <summary>What became of the message befell only those who were accepted; “later” is nothing to wait for once it is refused for good.</summary>
    static HandOver Ended(MailSession<SubmissionClient> session, HandOver handOver)
    {
        var own = Reports(session, session.Client.Answers).Where(r => r.Failure is { } f && (IsFinal(f) || handOver.Happened != OutboxEvent.Refused));
        return handOver with { Recipients = [.. handOver.Recipients.Select(r => own.FirstOrDefault(o => o.Address == r.Address) ?? r)] };
    }

    static bool IsFinal(MailFailure failure) => SubmissionFailures.IsFinal(failure.Kind);

    static List<RecipientReport> Reports(MailSession<SubmissionClient> session, IReadOnlyList<RecipientAnswer> answers) =>
        [.. answers.Select(a => new RecipientReport(a.Address, a.Accepted ? null : Refusal(session.Endpoint, a)))];

    static MailFailure Refusal(MailEndpoint endpoint, RecipientAnswer answer) => answer.Status == RecipientAnswer.NotAsked
        ? NotAscii(MailErrorKind.RecipientRejected, endpoint, answer.Address)
        : Failure(endpoint, answer, SubmissionFailures.KindOf(SmtpErrorCode.RecipientNotAccepted, answer.Status, answer.Text));

    static MailFailure Failure(MailEndpoint endpoint, RecipientAnswer answer, MailErrorKind kind)
    {
        var (reply, address) = ($"{answer.Status} {answer.Text}", new MailText(answer.Address, answer.Address));
        return kind switch
        {
            MailErrorKind.RecipientRejected => FailureTexts.Create(kind, FailureTexts.RecipientRefused, endpoint, reply, address),
            MailErrorKind.Deferred => FailureTexts.Create(kind, FailureTexts.RecipientDeferred, endpoint, reply, address),
            _ => FailureTexts.Create(kind, endpoint, reply),
        };
    }

    static MailFailure NotAscii(MailErrorKind kind, MailEndpoint endpoint, string address) =>
        FailureTexts.Create(kind, FailureTexts.AsciiOnly, endpoint, reply: null, new(address, address));

    static MailFailure Failure(MailEndpoint endpoint, SmtpErrorCode step, int status, string words) =>
        FailureTexts.Create(SubmissionFailures.KindOf(step, status, words), endpoint, $"{status} {words}");
}
