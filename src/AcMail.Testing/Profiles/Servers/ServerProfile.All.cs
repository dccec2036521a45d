namespace AcMail.Testing;

// Each server is in a file of its own. The lines are those of public transcripts; names of extensions that this server does not have are
// told, for clients that recognise a server by them, and their commands are refused. MULTIAPPEND and XLIST, which clients use unasked, are not.
public sealed partial record ServerProfile
{
    /// <summary>Every profile, for theories: <see cref="Full"/> and the known servers.</summary>
    public static IReadOnlyList<ServerProfile> All =>
    [
        Full, Dovecot, Cyrus, Courier, OracleMessagingServer, OracleMultiplexor, Zimbra, Exchange, Gmail, ICloud,
    ];
}
