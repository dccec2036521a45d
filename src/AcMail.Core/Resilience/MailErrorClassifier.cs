using System.Runtime.ExceptionServices;

namespace AcMail;

/// <summary>The one place where an exception becomes a <see cref="MailErrorKind"/>.</summary>
static class MailErrorClassifier
{
    public static MailFailure Classify(Exception exception, MailEndpoint? endpoint = null, string? serverReply = null) =>
        Classify(exception, new ConnectionEvidence(endpoint, ConnectionStage.Use) { Reply = serverReply });

    /// <exception cref="OperationCanceledException">A cancellation is not a failure and goes through.</exception>
    public static MailFailure Classify(Exception exception, ConnectionEvidence evidence)
    {
        if (exception is MailException known) return known.Failure;
        if (exception is OperationCanceledException) ExceptionDispatchInfo.Throw(exception);
        return StageOf(exception, evidence) ?? OtherFailures.Classify(exception, evidence);
    }

    static MailFailure? StageOf(Exception exception, ConnectionEvidence evidence) => evidence.Stage switch
    {
        ConnectionStage.Connect => TlsFailures.Classify(exception, evidence) ?? GreetingFailures.Classify(exception, evidence),
        ConnectionStage.Authenticate => AuthenticationFailures.Classify(exception, evidence),
        _ => CommandFailures.Classify(exception, evidence),
    };
}
