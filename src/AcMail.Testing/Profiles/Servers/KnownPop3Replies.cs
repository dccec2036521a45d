using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>Replies of POP3 servers in their own words, for <see cref="Pop3Profile.Answering(IEnumerable{ScriptedReply})"/>.</summary>
public static class KnownPop3Replies
{
    /// <summary>Gmail wants an application-specific password.</summary>
    public static ImmutableArray<ScriptedReply> GmailApplicationPassword { get; } =
        Logins("-ERR [AUTH] Application-specific password required: https://support.google.com/accounts/answer/185833");

    /// <summary>Gmail's user has not switched POP3 on.</summary>
    public static ImmutableArray<ScriptedReply> GmailDisabled { get; } = Logins(
        "-ERR [SYS/PERM] Your account is not enabled for POP access. "
        + "Please visit your Gmail settings page and enable your account for POP access.");

    /// <summary>Yahoo cannot log anybody in just now, once.</summary>
    public static ImmutableArray<ScriptedReply> YahooTemporary { get; } =
        Logins("-ERR [SYS/TEMP] Server error - Please try again later.", Repetition.Once);

    /// <summary>A refused login and a closed connection (free.fr).</summary>
    public static ImmutableArray<ScriptedReply> HangUpAfterLogin { get; } = Logins("-ERR Authentication failed.", hangsUp: true);

    /// <summary>Too many connections: the server refuses in place of a greeting.</summary>
    public static ImmutableArray<ScriptedReply> TooManyConnections { get; } =
        [new("", "-ERR [SYS/TEMP] Too many connections from your address, try again later.", Repetition.Always, HangsUp: true)];

    /// <summary>Some of what was deleted could not be removed (RFC 1939 §6), once.</summary>
    public static ImmutableArray<ScriptedReply> DeletionsRefused { get; } =
        [new("QUIT", "-ERR [SYS/TEMP] some deleted messages not removed", Repetition.Once, HangsUp: true)];

    /// <summary>Another service answers on the port.</summary>
    public static ImmutableArray<ScriptedReply> WrongService { get; } =
        [new("", "220 mail.example.org ESMTP ready", Repetition.Always, HangsUp: true)];

    static ImmutableArray<ScriptedReply> Logins(string reply, Repetition repetition = Repetition.Always, bool hangsUp = false) =>
        [new("PASS", reply, repetition, hangsUp), new("AUTH", reply, repetition, hangsUp), new("APOP", reply, repetition, hangsUp)];
}
