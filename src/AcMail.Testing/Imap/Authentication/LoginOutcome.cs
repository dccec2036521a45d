namespace AcMail.Testing;

/// <summary>What LOGIN and AUTHENTICATE end in.</summary>
static class LoginOutcome
{
    public static ImapResult NotBeforeTls => ImapResult.No("Log in after STARTTLS.", "PRIVACYREQUIRED");

    public static ImapResult Accept(ImapSession session, ServerUser user)
    {
        session.User = user;
        return ImapResult.Ok("Logged in.", session.Profile.TellsCapabilitiesAfterLogin ? CapabilityList.Of(session) : null);
    }

    public static ImapResult Refuse(ImapSession session)
    {
        if (++session.FailedLogins >= session.Profile.LoginAttempts) session.Bye("Too many failed logins.");
        return ImapResult.No(session.Profile.LoginRefusal);
    }
}
