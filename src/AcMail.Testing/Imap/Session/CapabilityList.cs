namespace AcMail.Testing;

/// <summary>The capabilities as they are told at a moment of a session.</summary>
static class CapabilityList
{
    public static string Of(ImapSession session)
    {
        var profile = session.Profile;
        var offered = session.State == ImapStates.NotAuthenticated && profile.ExtensionsBeforeLogin is { } before ? before : profile.Extensions;
        var names = offered.Where(e => IsTold(session, e)).Select(e => e == "APPENDLIMIT" && profile.AppendLimit is { } limit ? $"{e}={limit}" : e);
        if (session.State == ImapStates.NotAuthenticated && !session.MayLogIn) names = names.Append("LOGINDISABLED");
        return $"CAPABILITY IMAP4rev1 {string.Join(' ', names)}".TrimEnd();
    }

    static bool IsTold(ImapSession session, string extension) => extension.ToUpperInvariant() switch
    {
        "STARTTLS" => session.State == ImapStates.NotAuthenticated && !session.Connection.IsEncrypted,
        "COMPRESS=DEFLATE" => !session.Connection.IsCompressed,
        var name when name.StartsWith("AUTH=", StringComparison.Ordinal) => session.State == ImapStates.NotAuthenticated && session.MayLogIn,
        _ => true,
    };
}
