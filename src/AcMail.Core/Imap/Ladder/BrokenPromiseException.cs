using AcMail.Storage;

namespace AcMail;

/// <summary>The server did not keep a promise; what relied on it goes on without.</summary>
sealed class BrokenPromiseException(ServerPromise promise, DistrustReason reason, Exception cause)
    : MailException(MailErrorClassifier.Classify(cause), cause)
{
    public ServerPromise Promise => promise;

    public DistrustReason Reason => reason;
}
