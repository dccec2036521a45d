using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>Replies of IMAP servers in their own words, for <see cref="ImapProfile.Answering(IEnumerable{ScriptedReply})"/>.</summary>
public static class KnownReplies
{
    /// <summary>Exchange Online asks to wait five minutes, once.</summary>
    public static ImmutableArray<ScriptedReply> ExchangeThrottling { get; } =
        Once("NO Request is throttled. Suggested Backoff Time: 299961 milliseconds", "SELECT", "EXAMINE", "UID FETCH", "FETCH", "UID SEARCH");

    /// <summary>Exchange Online accepts a login that leads nowhere: a wrong password, or a mailbox without the right to it.</summary>
    public static ImmutableArray<ScriptedReply> ExchangeNotConnected { get; } =
    [
        new("LIST", "BAD User is authenticated but not connected."),
        new("SELECT", "BAD User is authenticated but not connected."),
        new("EXAMINE", "BAD User is authenticated but not connected."),
        new("STATUS", "BAD User is authenticated but not connected."),
    ];

    /// <summary>Exchange refuses a name.</summary>
    public static ImmutableArray<ScriptedReply> ExchangeReservedName { get; } = [new("CREATE Files", "NO Folder name is reserved")];

    /// <summary>Gmail's daily allowance of download is used up; it hangs up, once.</summary>
    public static ImmutableArray<ScriptedReply> GmailBandwidth { get; } =
        [new("UID FETCH", "* BYE Account exceeded command or bandwidth limits. (Failure)", Repetition.Once, HangsUp: true)];

    /// <summary>Gmail refuses to be used further, with a response code of another meaning, once.</summary>
    public static ImmutableArray<ScriptedReply> GmailThrottling { get; } =
        Once("NO [THROTTLED] Account exceeded command or bandwidth limits. (Failure)", "SELECT", "EXAMINE", "UID FETCH", "FETCH");

    /// <summary>Gmail ends a session in the middle, once.</summary>
    public static ImmutableArray<ScriptedReply> GmailSessionExpired { get; } =
        [new("UID FETCH", "* BYE Session expired, please login again.", Repetition.Once, HangsUp: true)];

    /// <summary>Gmail wants an application-specific password.</summary>
    public static ImmutableArray<ScriptedReply> GmailApplicationPassword { get; } =
        Logins("NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)");

    /// <summary>Too many connections: the server says goodbye in place of a greeting.</summary>
    public static ImmutableArray<ScriptedReply> TooManyConnections { get; } =
        [new("", "* BYE Too many connections from your address, try again later.", Repetition.Always, HangsUp: true)];

    /// <summary>Too many connections of this user (RFC 5530, LIMIT).</summary>
    public static ImmutableArray<ScriptedReply> LoginLimit { get; } = Logins("NO [LIMIT] Maximum number of connections from user+IP exceeded");

    /// <summary>Nobody can log in just now (RFC 5530, UNAVAILABLE), once.</summary>
    public static ImmutableArray<ScriptedReply> LoginUnavailable { get; } = Logins("NO [UNAVAILABLE] Temporary authentication failure.", Repetition.Once);

    /// <summary>The password has to be changed first (RFC 5530, EXPIRED).</summary>
    public static ImmutableArray<ScriptedReply> PasswordExpired { get; } = Logins("NO [EXPIRED] Password expired.");

    /// <summary>The administrator has to be asked (RFC 5530, CONTACTADMIN).</summary>
    public static ImmutableArray<ScriptedReply> ContactAdministrator { get; } = Logins("NO [CONTACTADMIN] Account disabled.");

    /// <summary>The user may not use IMAP (RFC 5530, AUTHORIZATIONFAILED).</summary>
    public static ImmutableArray<ScriptedReply> ProtocolDisabled { get; } = Logins("NO [AUTHORIZATIONFAILED] IMAP access is disabled for this account.");

    /// <summary>A refused login and a closed connection, without a BYE (free.fr).</summary>
    public static ImmutableArray<ScriptedReply> HangUpAfterLogin { get; } = Logins("NO Authentication failed.", Repetition.Always, hangsUp: true);

    /// <summary>iCloud forgets which mailbox is selected, once.</summary>
    public static ImmutableArray<ScriptedReply> ICloudForgetsSelection { get; } =
        Once("BAD Please select a mailbox first", "UNSELECT", "UID SEARCH", "CLOSE");

    /// <summary>One locked shared mailbox ends the session for all, once (Zimbra).</summary>
    public static ImmutableArray<ScriptedReply> ZimbraLockedMailbox { get; } =
        [new("SELECT", "* BYE mail.example.org Zimbra IMAP4rev1 server terminating connection", Repetition.Once, HangsUp: true)];

    /// <summary>NAMESPACE is answered as if it were CAPABILITY (sohu.com).</summary>
    public static ImmutableArray<ScriptedReply> NamespaceAsCapability { get; } =
        [new("NAMESPACE", "* CAPABILITY ((\"\" \"/\")) NIL NIL\r\nOK NAMESPACE completed")];

    /// <summary>A quota is told in prose (GroupWise).</summary>
    public static ImmutableArray<ScriptedReply> QuotaInProse { get; } = [new("GETQUOTAROOT", "NO The user has no quota set")];

    /// <summary>Another service answers on the port.</summary>
    public static ImmutableArray<ScriptedReply> WrongService { get; } = [new("", "220 mail.example.org ESMTP ready", Repetition.Always, HangsUp: true)];

    static ImmutableArray<ScriptedReply> Once(string reply, params string[] commands) =>
        [.. commands.Select(c => new ScriptedReply(c, reply, Repetition.Once))];

    static ImmutableArray<ScriptedReply> Logins(string reply, Repetition repetition = Repetition.Always, bool hangsUp = false) =>
        [new("LOGIN", reply, repetition, hangsUp), new("AUTHENTICATE", reply, repetition, hangsUp)];
}
