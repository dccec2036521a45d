namespace AcMail.Testing;

/// <summary>AUTHENTICATE (RFC 9051 §6.2.2), with an initial response where SASL-IR is offered (RFC 4959).</summary>
sealed class AuthenticateCommand : ImapCommand
{
    public override string Name => "AUTHENTICATE";

    public override ImapStates States => ImapStates.NotAuthenticated;

    public override async ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var mechanism = arguments.Atom();
        var initial = session.Has("SASL-IR") && arguments.TrySkip(' ') ? arguments.AString() : null;
        arguments.End();
        if (!session.MayLogIn) return LoginOutcome.NotBeforeTls;
        var exchange = session.Has($"AUTH={mechanism}") ? SaslExchange.Create(mechanism, session.Server.FindUser) : null;
        if (exchange is null) return ImapResult.No("The mechanism is not offered.", "CANNOT");

        var step = await new SaslDialogue(session.Connection, "+ ").RunAsync(exchange, initial, cancellationToken).ConfigureAwait(false);
        return step.Status switch
        {
            SaslStatus.Succeeded => LoginOutcome.Accept(session, step.User!),
            SaslStatus.Failed => LoginOutcome.Refuse(session),
            SaslStatus.Cancelled => ImapResult.Bad("The client gave up."),
            _ => ImapResult.Bad("The response is not in base64."),
        };
    }
}
