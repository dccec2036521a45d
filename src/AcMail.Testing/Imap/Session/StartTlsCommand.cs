namespace AcMail.Testing;

/// <summary>STARTTLS (RFC 9051 §6.2.1).</summary>
sealed class StartTlsCommand : ImapCommand
{
    public override string Name => "STARTTLS";

    public override string Extension => "STARTTLS";

    public override ImapStates States => ImapStates.NotAuthenticated;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.End();
        if (session.Connection.IsEncrypted) return new(ImapResult.Bad("TLS is active already."));
        session.AfterReply = token => session.Connection.StartTlsAsync(session.Server.Tls, token);
        return new(ImapResult.Ok("Begin the TLS negotiation now."));
    }
}
