namespace AcMail.Testing;

/// <summary>LOGIN (RFC 9051 §6.2.3).</summary>
sealed class LoginCommand : ImapCommand
{
    public override string Name => "LOGIN";

    public override ImapStates States => ImapStates.NotAuthenticated;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var name = arguments.AString();
        arguments.Space();
        var password = arguments.AString();
        arguments.End();
        if (!session.MayLogIn) return new(LoginOutcome.NotBeforeTls);
        if (session.Has("LOGINDISABLED")) return new(ImapResult.No("LOGIN is disabled."));
        var user = session.Server.FindUser(name);
        return new(user?.Password == password ? LoginOutcome.Accept(session, user) : LoginOutcome.Refuse(session));
    }
}
