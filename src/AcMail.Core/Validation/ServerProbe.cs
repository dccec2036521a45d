using MailKit;

namespace AcMail;

/// <summary>Checks one server stage by stage, and stops at the first that fails.</summary>
abstract class ServerProbe
{
    public abstract Task<IReadOnlyList<ValidationCheck>> RunAsync(MailAccountSettings account, Deadline budget, CancellationToken cancellationToken);
}

/// <summary>The stages, the same for every protocol; <see cref="UseAsync"/> is what differs.</summary>
abstract class ServerProbe<TClient>(ServerConnector connector, TimeProvider timeProvider, MailEndpoint endpoint, ValidationSubject subject) : ServerProbe
    where TClient : MailService
{
    readonly List<ValidationCheck> _checks = [];

    protected abstract TClient Create(IProtocolLogger log);

    /// <returns>What was found.</returns>
    protected abstract Task<string> UseAsync(MailAccountSettings account, MailSession<TClient> session, CancellationToken cancellationToken);

    public sealed override async Task<IReadOnlyList<ValidationCheck>> RunAsync(
        MailAccountSettings account, Deadline budget, CancellationToken cancellationToken)
    {
        MailSession<TClient>? session = null;
        try
        {
            _ = await CheckAsync(ValidationStage.Connect, budget, async token =>
                {
                    session = await connector.ConnectAsync(account, endpoint, Create, token).ConfigureAwait(false);
                    return ConnectionDetail.Of(session);
                }).ConfigureAwait(false)
                && await CheckAsync(ValidationStage.Authenticate, budget, async token =>
                {
                    await connector.AuthenticateAsync(account, session!, forceRefresh: false, token).ConfigureAwait(false);
                    return session!.Client.IsAuthenticated ? endpoint.UserName : "";
                }).ConfigureAwait(false)
                && await CheckAsync(ValidationStage.Use, budget, token => UseAsync(account, session!, token), e => session!.Classify(e)).ConfigureAwait(false);
            return _checks;
        }
        finally
        {
            if (session is not null) await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    async Task<bool> CheckAsync(
        ValidationStage stage, Deadline budget, Func<CancellationToken, Task<string>> step, Func<Exception, MailFailure>? classify = null)
    {
        var started = timeProvider.GetTimestamp();
        var detail = "";
        MailFailure? failure = null;
        try
        {
            await budget.GuardAsync(async token => detail = await step(token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            detail = ConnectionDetail.OfFailure(e) ?? endpoint.ToString();
            failure = classify?.Invoke(e) ?? MailErrorClassifier.Classify(e, endpoint);
        }

        _checks.Add(new(subject, stage, detail, timeProvider.GetElapsedTime(started), failure));
        return failure is null;
    }
}
