namespace AcMail.Testing;

/// <summary>STARTTLS (RFC 3207).</summary>
static class SmtpTls
{
    public static async ValueTask StartTlsAsync(SmtpSession session, string argument, CancellationToken cancellationToken)
    {
        if (session.Connection.IsEncrypted)
        {
            session.Write(new(503, "5.5.1", "TLS is active already."));
            return;
        }

        session.Write(new(220, "2.0.0", "Begin TLS."));
        if (session.Misbehaves(SmtpMisbehaviour.StartTlsBreaks))
        {
            session.End();
            return;
        }

        session.Restart();
        await session.Connection.StartTlsAsync(session.Server.Tls, cancellationToken).ConfigureAwait(false);
    }
}
