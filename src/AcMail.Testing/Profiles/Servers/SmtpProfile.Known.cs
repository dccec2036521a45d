namespace AcMail.Testing;

// The lines are those of public transcripts.
public sealed partial record SmtpProfile
{
    /// <summary>Postfix, as Debian has it.</summary>
    public static SmtpProfile Postfix { get; } = new SmtpProfile
    {
        Greeting = "ESMTP Postfix (Debian)",
        LoginRefusal = "535 5.7.8 Error: authentication failed: (reason unavailable)",
        Mechanisms = ["PLAIN", "LOGIN"],
        MaximumSize = 10_240_000,
    }.Without("BINARYMIME");

    /// <summary>Gmail: no DSN, few recipients; it files sent mail by itself.</summary>
    public static SmtpProfile Gmail { get; } = new SmtpProfile
    {
        HostName = "smtp.gmail.com",
        Greeting = "ESMTP ffacd0b85a97d-42b7d1e1a2bmb42 - gsmtp",
        LoginRefusal = "535-5.7.8 Username and Password not accepted. For more information, go to\r\n"
            + "535 5.7.8  https://support.google.com/mail/?p=BadCredentials ffacd0b85a97d - gsmtp",
        Mechanisms = ["LOGIN", "PLAIN", "XOAUTH2", "PLAIN-CLIENTTOKEN", "OAUTHBEARER", "XOAUTH"],
        MaximumSize = 35_882_577,
        MaximumRecipients = 100,
        FilesSentCopy = true,
    }.Without("BINARYMIME", "DSN");

    /// <summary>Exchange Online: passwords by LOGIN only, a sender must be the user's; it files sent mail by itself.</summary>
    public static SmtpProfile Exchange { get; } = new()
    {
        Greeting = "Microsoft ESMTP MAIL Service ready",
        LoginRefusal = "535 5.7.3 Authentication unsuccessful",
        Mechanisms = ["LOGIN", "XOAUTH2"],
        MaximumSize = 157_286_400,
        MaximumRecipients = 500,
        OwnSenderOnly = true,
        FilesSentCopy = true,
    };
}
