namespace AcMail.Testing;

/// <summary>A reply of one line.</summary>
/// <param name="Code">The reply code (RFC 5321 §4.2).</param>
/// <param name="Enhanced">The enhanced status code (RFC 3463); empty where there is none, as in greetings and challenges.</param>
/// <param name="Text">What people read.</param>
readonly record struct SmtpReply(int Code, string Enhanced, string Text)
{
    public static SmtpReply Ok => new(250, "2.0.0", "Ok.");

    public static SmtpReply LineTooLong => new(500, "5.5.2", "The line is too long.");

    public static SmtpReply TlsFirst => new(530, "5.7.0", "Send STARTTLS first.");
}
