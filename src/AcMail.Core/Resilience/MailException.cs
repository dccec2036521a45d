namespace AcMail;

/// <summary>The one exception family of this library. Its <see cref="Failure"/> says what, where and what to do.</summary>
public class MailException : Exception
{
    /// <summary>Creates the exception for <paramref name="failure"/>.</summary>
    public MailException(MailFailure failure, Exception? innerException = null)
        : base((failure ?? throw new ArgumentNullException(nameof(failure))).ToString(), innerException) => Failure = failure;

    /// <summary>What went wrong.</summary>
    public MailFailure Failure { get; }
}
