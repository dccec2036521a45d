using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>Replies of SMTP servers in their own words, for <see cref="SmtpProfile.Answering(IEnumerable{ScriptedReply})"/>.</summary>
public static class KnownSmtpReplies
{
    /// <summary>Gmail wants an application-specific password.</summary>
    public static ImmutableArray<ScriptedReply> GmailApplicationPassword { get; } =
    [
        new("AUTH", "534-5.7.9 Application-specific password required. For more information, go to\r\n"
            + "534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor ffacd0b85a97d - gsmtp"),
    ];

    /// <summary>Gmail has seen too many logins, once.</summary>
    public static ImmutableArray<ScriptedReply> GmailTooManyLogins { get; } =
        [new("AUTH", "454 4.7.0 Too many login attempts, please try again later. ffacd0b85a97d - gsmtp", Repetition.Once)];

    /// <summary>Gmail's daily allowance of sending is used up.</summary>
    public static ImmutableArray<ScriptedReply> GmailDailyLimit { get; } =
    [
        new(".", "550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\r\n"
            + "550 5.4.5 sending limits go to https://support.google.com/a/answer/166852 ffacd0b85a97d - gsmtp"),
    ];

    /// <summary>Exchange Online takes no passwords any more.</summary>
    public static ImmutableArray<ScriptedReply> ExchangeBasicDisabled { get; } =
        [new("AUTH", "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [BM1P287CA0015]")];

    /// <summary>Exchange Online's tenant lets nobody submit.</summary>
    public static ImmutableArray<ScriptedReply> ExchangeSubmissionDisabled { get; } =
    [
        new("AUTH", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. "
            + "Visit https://aka.ms/smtp_auth_disabled for more information. [MN2PR05CA0004.namprd05.prod.outlook.com]"),
    ];

    /// <summary>Exchange refuses a sender that is not the user's, after the message.</summary>
    public static ImmutableArray<ScriptedReply> ExchangeSendAsDenied { get; } =
        [new(".", "550 5.7.60 SMTP; Client does not have permissions to send as this sender")];

    /// <summary>Exchange Online has too many messages of this user at once, once.</summary>
    public static ImmutableArray<ScriptedReply> ExchangeThrottling { get; } =
    [
        new(".", "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information.",
            Repetition.Once),
    ];

    /// <summary>Yahoo defers who sends too much, and hangs up, once.</summary>
    public static ImmutableArray<ScriptedReply> YahooDeferred { get; } =
    [
        new("MAIL", "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints",
            Repetition.Once, HangsUp: true),
    ];

    /// <summary>Orange has too many connections of this address, in place of a greeting.</summary>
    public static ImmutableArray<ScriptedReply> OrangeTooManyConnections { get; } =
    [
        new("", "421 smtp.orange.fr Trop de connexions, veuillez verifier votre configuration. "
            + "Too many connections, slow down. OFR004_104 [104]", Repetition.Always, HangsUp: true),
    ];

    /// <summary>Orange refuses service for now, once.</summary>
    public static ImmutableArray<ScriptedReply> OrangeServiceRefused { get; } =
    [
        new("MAIL", "421 Service refuse. Veuillez essayer plus tard. Service refused, please try later. OFR004_105 [105]",
            Repetition.Once, HangsUp: true),
    ];

    /// <summary>The mailbox of every recipient is full.</summary>
    public static ImmutableArray<ScriptedReply> RecipientFull { get; } = [new("RCPT", "552 5.2.2 The recipient's mailbox is over quota")];

    /// <summary>The server closes for maintenance at the next message, once (RFC 5321 §3.8).</summary>
    public static ImmutableArray<ScriptedReply> ShuttingDown { get; } =
        [new("MAIL", "421 4.3.2 Service not available, closing transmission channel", Repetition.Once, HangsUp: true)];

    /// <summary>Another service answers on the port.</summary>
    public static ImmutableArray<ScriptedReply> WrongService { get; } = [new("", "+OK POP3 ready", Repetition.Always, HangsUp: true)];
}
