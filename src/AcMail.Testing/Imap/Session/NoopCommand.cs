namespace AcMail.Testing;

/// <summary>NOOP, and CHECK, which is one here (RFC 3501 §6.1.2, §6.4.1): changes are reported as after every command.</summary>
sealed class NoopCommand(string name, ImapStates states) : ImapCommand
{
    public override string Name => name;

    public override ImapStates States => states;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.End();
        if (States == ImapStates.Selected) session.Selected!.Index();
        return new(ImapResult.Ok());
    }
}
