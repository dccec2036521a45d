using MailKit;
using MailKit.Security;

namespace AcMail;

/// <summary>Why a login was refused: the server's last line tells what MailKit's exceptions do not.</summary>
static class AuthenticationFailures
{
    public static MailFailure? Classify(Exception exception, ConnectionEvidence evidence)
    {
        if (exception is NotSupportedException) return FailureTexts.Create(MailErrorKind.AuthenticationNotOffered, evidence.Endpoint);
        var reply = ReplyCode.Parse(evidence.Reply);
        if (exception is AuthenticationException)
            return IsAnswer(reply, evidence) ? Refused(reply, evidence) : FailureTexts.Create(MailErrorKind.ProtocolError, evidence.Endpoint, evidence.Reply);

        // Some servers hang up after the refusal, which MailKit then reports instead of it.
        return reply is { IsRefusal: true } && exception is ProtocolException or IOException ? Refused(reply, evidence) : null;
    }

    /// <summary>What MailKit takes for a refusal may have been said to another command, or twice, which tells nothing of the password.</summary>
    static bool IsAnswer(ReplyCode reply, ConnectionEvidence evidence) =>
        reply.IsRefusal || (reply.Text.Length == 0 && evidence.Endpoint?.Protocol != ServerProtocol.Smtp);

    static MailFailure Refused(ReplyCode reply, ConnectionEvidence evidence) => reply switch
    {
        { Bracketed: "EXPIRED" } => Create(FailureTexts.PasswordExpired, MailErrorKind.BadCredentials, evidence),
        { Bracketed: "CONTACTADMIN" or "AUTHORIZATIONFAILED" or "SYS/PERM" } =>
            Create(FailureTexts.ContactAdministrator, MailErrorKind.BadCredentials, evidence),
        { Bracketed: "PRIVACYREQUIRED" } or { Status: 538 } => Create(FailureTexts.TlsRequired, MailErrorKind.AuthenticationNotOffered, evidence),
        { Status: 530 } when reply.Says("TLS") => Create(FailureTexts.TlsRequired, MailErrorKind.AuthenticationNotOffered, evidence),
        { Status: 504 } => Create(FailureTexts.MechanismRefused, MailErrorKind.AuthenticationNotOffered, evidence),
        { Status: 0 or >= 500, Bracketed: "" or "CANNOT" } when IsAboutMechanism(reply) =>
            Create(FailureTexts.MechanismRefused, MailErrorKind.AuthenticationNotOffered, evidence),
        _ when KindOf(reply) == MailErrorKind.BadCredentials && LoginTrouble.IsMeantBy(reply) =>
            Create(FailureTexts.MailboxNotOpened, MailErrorKind.AuthenticationUnavailable, evidence),
        _ => FailureTexts.Create(KindOf(reply), evidence.Endpoint, evidence.Reply),
    };

    static MailErrorKind KindOf(ReplyCode reply) => reply switch
    {
        { Bracketed: "LOGIN-DELAY" } => MailErrorKind.Deferred,
        { Bracketed: "UNAVAILABLE" or "SYS/TEMP" or "LIMIT" or "SERVERBUG" or "THROTTLED" } => MailErrorKind.AuthenticationUnavailable,
        { Bracketed: "INUSE" or "IN-USE" } => MailErrorKind.MailboxInUse,
        { Bracketed: "WEBALERT" } or { Status: 534 } => MailErrorKind.AppPasswordRequired,
        { Status: 421 } or { IsBye: true } or { IsUntaggedBad: true } => MailErrorKind.ServerUnavailable,
        { Status: >= 400 and < 500 } => MailErrorKind.AuthenticationUnavailable,
        { Bracketed: "" } when IsAboutLock(reply) => MailErrorKind.MailboxInUse,
        _ when IsAboutConnections(reply) => MailErrorKind.AuthenticationUnavailable,
        _ when reply.Says("application-specific") || reply.Says("app password") || reply.Says("mot de passe d'application")
            || reply.Says("mot de passe d\u2019application") => MailErrorKind.AppPasswordRequired,
        _ => MailErrorKind.BadCredentials,
    };

    /// <summary>Some servers offer a mechanism that they have not got: the password was not looked at.</summary>
    static bool IsAboutMechanism(ReplyCode reply) => reply.Says("no mechanism available")
        || ((reply.Says("mechanism") || reply.Says("authentication method") || reply.Says("authentication type"))
            && (reply.Says("not supported") || reply.Says("unsupported") || reply.Says("unrecognized") || reply.Says("unknown")) && !reply.Says("user"));

    /// <summary>Others are logged in already (Gmail, beside [ALERT]). Too many failures are something else: they are about the password.</summary>
    static bool IsAboutConnections(ReplyCode reply) =>
        (reply.Says("too many") || reply.Says("maximum number of")) && reply.Says("connections");

    /// <summary>POP3 servers without response codes say it in words. A locked account is something else.</summary>
    static bool IsAboutLock(ReplyCode reply) => reply.Text.StartsWith("-ERR", StringComparison.Ordinal)
        && (reply.Says("maildrop already locked") || reply.Says("lock busy") || reply.Says("unable to lock maildrop") || reply.Says("maildrop is locked")
            || reply.Says("maildrop in use") || reply.Says("mailbox in use") || reply.Says("mailbox is in use") || reply.Says("another pop"));

    static MailFailure Create(FailureText text, MailErrorKind kind, ConnectionEvidence evidence) =>
        FailureTexts.Create(kind, text, evidence.Endpoint, evidence.Reply, detail: null);
}
