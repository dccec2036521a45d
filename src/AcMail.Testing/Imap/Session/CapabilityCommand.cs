namespace AcMail.Testing;

/// <summary>CAPABILITY (RFC 9051 §6.1.1).</summary>
sealed class CapabilityCommand : ImapCommand
{
    public override string Name => "CAPABILITY";

    public override ImapStates States => ImapStates.Any;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.End();
        session.AskedCapabilities = session.State != ImapStates.NotAuthenticated;
        session.Untagged(CapabilityList.Of(session));
        return new(ImapResult.Ok());
    }
}
