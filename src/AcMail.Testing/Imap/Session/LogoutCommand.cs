namespace AcMail.Testing;

/// <summary>LOGOUT (RFC 9051 §6.1.3).</summary>
sealed class LogoutCommand : ImapCommand
{
    public override string Name => "LOGOUT";

    public override ImapStates States => ImapStates.Any;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.End();
        session.Bye("Logging out.");
        return new(ImapResult.Ok());
    }
}
