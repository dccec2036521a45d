namespace AcMail;

static class MailErrorKinds
{
    public static bool IsTransient(MailErrorKind kind) => kind is
        MailErrorKind.NameResolutionFailed or MailErrorKind.ConnectionRefused or MailErrorKind.NetworkUnreachable or
        MailErrorKind.Timeout or MailErrorKind.ConnectionLost or MailErrorKind.ServerUnavailable or
        MailErrorKind.AuthenticationUnavailable or MailErrorKind.MailboxInUse or MailErrorKind.Deferred or MailErrorKind.Busy;

    public static bool IsAuthentication(MailErrorKind kind) => kind is
        MailErrorKind.BadCredentials or MailErrorKind.CredentialMissing or MailErrorKind.AppPasswordRequired or
        MailErrorKind.AuthenticationNotOffered or MailErrorKind.AuthenticationUnavailable;

    public static bool IsStorage(MailErrorKind kind) => kind is
        MailErrorKind.StorageFull or MailErrorKind.StorageUnavailable or MailErrorKind.StorageDamaged or MailErrorKind.StorageForeign;
}
