namespace AcMail;

/// <summary>
/// Finds out whether a server without response codes refuses a login because it could not open the mailbox, or a proxy because it did not reach the server
/// behind it. What may be about the password stays so: it is tried once, and a trouble of the server's again.
/// </summary>
static class LoginTrouble
{
    static readonly string[] Login =
    [
        "password", "passwd", "auth", "login", "logon", "log in", "user", "credential", "denied", "incorrect", "disabled", "suspended", "blocked", "locked",
        "attempt",
    ];

    static readonly string[] Trouble =
    [
        "damaged", "corrupt", "internal", "temporar", "maildir", "not regular file", "not a regular file", "read error", "write error", "i/o error",
    ];

    static readonly string[] Failing = ["can't", "cannot", "can not", "could not", "couldn't", "unable to", "failed to"];

    static readonly string[] Deed = ["open", "read", "write", "lock", "access", "connect", "stat "];

    public static bool IsMeantBy(ReplyCode reply)
    {
        if (reply.Bracketed.Length > 0 || reply.Status > 0 || Login.Any(reply.Says)) return false;
        // Nobody enters a Maildir, so that an invalid one is the server's.
        if (reply.Says("invalid") && !reply.Says("maildir")) return false;
        return Trouble.Any(reply.Says) || (Failing.Any(reply.Says) && Deed.Any(reply.Says));
    }
}
