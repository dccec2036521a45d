namespace AcMail;

/// <summary>How a synchronisation ended.</summary>
public enum SyncOutcome
{
    /// <summary>Everything was done.</summary>
    Completed,

    /// <summary>Something could not be done; <see cref="SyncReport.Problems"/> says what. The rest was.</summary>
    CompletedWithProblems,

    /// <summary>It could not start or broke off; <see cref="SyncReport.Failure"/> says why. What was committed stays.</summary>
    Failed,

    /// <summary>Another process or task is synchronising this account, or another session has the maildrop. Nobody has to do anything but wait.</summary>
    Busy,

    /// <summary>The server wants to be left alone for a while (LOGIN-DELAY); <see cref="SyncReport.NotBefore"/> says until when.</summary>
    Deferred,
}
