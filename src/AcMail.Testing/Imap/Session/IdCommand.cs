namespace AcMail.Testing;

/// <summary>ID (RFC 2971).</summary>
sealed class IdCommand : ImapCommand
{
    public override string Name => "ID";

    public override string Extension => "ID";

    public override ImapStates States => ImapStates.Any;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        if (!arguments.TryAtom("NIL")) arguments.List(ReadField);
        arguments.End();
        session.IsIdentified = true;
        session.Untagged($"ID {session.Profile.Identification}");
        return new(ImapResult.Ok());
    }

    static string? ReadField(ImapArguments arguments)
    {
        arguments.StringOctets();
        arguments.Space();
        return arguments.NString();
    }
}
