namespace AcMail.Testing;

/// <summary>STLS (RFC 2595 §4).</summary>
static class Pop3Tls
{
    public static async ValueTask StlsAsync(Pop3Session session, string argument, CancellationToken cancellationToken)
    {
        if (session.Connection.IsEncrypted)
        {
            session.Error("TLS is active already.");
            return;
        }

        session.UserName = null;
        session.Ok("Begin TLS.");
        await session.Connection.StartTlsAsync(session.Server.Tls, cancellationToken).ConfigureAwait(false);
    }
}
