namespace AcMail.Cli;

/// <summary>What the process returns. The numbers are a contract.</summary>
static class ExitCodes
{
    public const int Done = 0;
    public const int Problems = 1;
    public const int Usage = 2;
    public const int Settings = 3;
    public const int Authentication = 4;
    public const int Server = 5;
    public const int Busy = 6;
    public const int Defect = 70;
    public const int Interrupted = 130;
    public const int Terminated = 143;

    public static int From(MailErrorKind kind) => kind switch
    {
        MailErrorKind.Unexpected => Defect,
        MailErrorKind.InvalidSettings or MailErrorKind.UnknownAccount => Settings,
        MailErrorKind.BadCredentials or MailErrorKind.CredentialMissing or MailErrorKind.AppPasswordRequired or
            MailErrorKind.AuthenticationNotOffered or MailErrorKind.AuthenticationUnavailable => Authentication,
        MailErrorKind.Busy => Busy,
        // The contract has no code for the local disk or for a name that is not there: the problem is told, and nobody else is to blame.
        MailErrorKind.StorageFull or MailErrorKind.StorageUnavailable or MailErrorKind.StorageDamaged or MailErrorKind.StorageForeign or
            MailErrorKind.MailboxNotFound or MailErrorKind.MessageNotFound or MailErrorKind.RemovalsHeld or
            MailErrorKind.MailboxExists or MailErrorKind.MailboxNotEmpty => Problems,
        _ => Server,
    };

    /// <summary>Of several results: a defect outweighs everything; mixed success is success with problems; otherwise the first failure decides.</summary>
    public static int Of(IReadOnlyCollection<int> codes)
    {
        if (codes.Contains(Defect)) return Defect;
        if (codes.All(c => c == Done)) return Done;
        return codes.Any(c => c is Done or Problems) ? Problems : codes.First();
    }
}
