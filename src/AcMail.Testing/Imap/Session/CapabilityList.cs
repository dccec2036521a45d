namespace AcMail.Testing;

/// <summary>The capabilities as they are told at a moment of a session.</summary>
static class CapabilityList
{
    public static string Of(ImapSession session)
    {
        var profile = session.Profile;
        var isBefore = session.State == ImapStates.NotAuthenticated;
        var offered = (isBefore ? profile.ExtensionsBeforeLogin : null) ?? profile.Extensions;
        var names = offered.Where(e => IsTold(session, e))
            .Select(e => e == "APPENDLIMIT" && profile.AppendLimit is { } limit ? $"{e}={limit}" : e);
        if (isBefore && !session.MayLogIn) names = names.Append("LOGINDISABLED");
        return $"CAPABILITY IMAP4rev1 {string.Join(' ', names)}".TrimEnd();
    }

    static bool IsTold(ImapSession session, string extension) => extension.ToUpperInvariant() switch
    {
        "STARTTLS" => session.State == ImapStates.NotAuthenticated && !session.Connection.IsEncrypted,
        "LOGINDISABLED" => session.State == ImapStates.NotAuthenticated && session.MayLogIn,
        "COMPRESS=DEFLATE" => !session.Connection.IsCompressed,
        ['A', 'U', 'T', 'H', '=', ..] => session.State == ImapStates.NotAuthenticated && session.MayLogIn,
        _ => true,
    };
}
