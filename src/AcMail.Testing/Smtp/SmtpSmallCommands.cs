namespace AcMail.Testing;

/// <summary>RSET, VRFY and QUIT (RFC 5321 §4.1.1).</summary>
static class SmtpSmallCommands
{
    public static SmtpReply Rset(SmtpSession session, string argument)
    {
        session.Envelope = null;
        return SmtpReply.Ok;
    }

    public static SmtpReply Vrfy(SmtpSession session, string argument) => argument.Length > 0
        ? new(252, "2.0.0", "Nobody is named here; send the message.")
        : new(501, "5.5.4", "VRFY needs a name.");

    public static SmtpReply Quit(SmtpSession session, string argument)
    {
        session.End();
        return new(221, "2.0.0", "Goodbye.");
    }
}
