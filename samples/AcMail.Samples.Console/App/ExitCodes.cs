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

    /// <summary>The code of <paramref name="failure"/>: a mailbox that is for later is not what a message is that the server does not take yet.</summary>
    public static int From(MailFailure failure) =>
        failure is { Kind: MailErrorKind.Deferred, Endpoint.Protocol: not ServerProtocol.Smtp } ? Busy : From(failure.Kind);

    /// <summary>The code of a kind, wherever it happened.</summary>
    public static int From(MailErrorKind kind) => kind switch
    {
        MailErrorKind.Unexpected => Defect,
        MailErrorKind.InvalidMessage => Usage,
        MailErrorKind.InvalidSettings or MailErrorKind.UnknownAccount => Settings,
        MailErrorKind.BadCredentials or MailErrorKind.CredentialMissing or MailErrorKind.AppPasswordRequired or
            MailErrorKind.AuthenticationNotOffered or MailErrorKind.AuthenticationUnavailable => Authentication,
        MailErrorKind.Busy or MailErrorKind.MailboxInUse => Busy,
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
