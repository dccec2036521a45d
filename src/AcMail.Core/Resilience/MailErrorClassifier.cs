namespace AcMail;

/// <summary>The one place where an exception becomes a <see cref="MailErrorKind"/>.</summary>
static class MailErrorClassifier
{
    public static MailFailure Classify(Exception exception, MailEndpoint? endpoint = null, string? serverReply = null) =>
        exception is MailException known ? known.Failure : throw new NotImplementedException();
}
