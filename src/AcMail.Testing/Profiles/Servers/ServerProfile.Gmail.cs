namespace AcMail.Testing;

public sealed partial record ServerProfile
{
    /// <summary>Gmail in French: mailboxes are labels, All Mail shows everything, and flags are the message's own.</summary>
    public static ServerProfile Gmail { get; } = new()
    {
        Name = "Gmail",
        Mailboxes =
        [
            new("[Gmail]", IsSelectable: false), new("[Gmail]/Brouillons", @"\Drafts"), new("[Gmail]/Corbeille", @"\Trash"),
            new("[Gmail]/Messages envoyés", @"\Sent"), new("[Gmail]/Spam", @"\Junk"), new("[Gmail]/Tous les messages", @"\All"),
        ],
        Imap = new()
        {
            Greeting = "Gimap ready for requests from 192.0.2.1 ffacd0b85a97d-42b7d1e1a2bmb42",
            GreetsWithCapabilities = false,
            Identification = "(\"name\" \"GImap\" \"vendor\" \"Google, Inc.\" "
                + "\"support-url\" \"https://support.google.com/mail\" \"version\" \"gmail_imap_20260901\")",
            LoginRefusal = "[AUTHENTICATIONFAILED] Invalid credentials (Failure)",
            ExpiredReply = new("", "* BYE Session expired, please login again.", HangsUp: true),
            AppendLimit = 35_651_584,
            ExtensionsBeforeLogin = Extensions.Of(
                "UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN- "
                + "CLIENTTOKEN AUTH=OAUTHBEARER STARTTLS"),
            Extensions = Extensions.Of(
                "UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE "
                + "ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT SASL-IR AUTH=XOAUTH2 AUTH=PLAIN "
                + "AUTH=OAUTHBEARER STARTTLS"),
        },
        Pop3 = Pop3Profile.Gmail,
        Smtp = SmtpProfile.Gmail,
    };
}
