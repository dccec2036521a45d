namespace AcMail.Testing;

/// <summary>STATUS (RFC 9051 §6.3.11).</summary>
sealed class StatusCommand : ImapCommand
{
    const int MostAtOnce = 50;

    public override string Name => "STATUS";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var name = arguments.Mailbox();
        arguments.Space();
        var items = StatusItems.Read(session, arguments);
        arguments.End();
        var isRefused = ++session.PipelinedStatus > MostAtOnce && session.Misbehaves(ImapMisbehaviour.PipelinedStatusRefused);
        if (!session.Connection.HasInput) session.PipelinedStatus = 0;
        if (isRefused) return new(ImapResult.Bad("Command received in Invalid state."));
        lock (session.User.Gate)
        {
            if (MailboxLookup.Selectable(session, name, out var refusal) is not { } mailbox) return new(refusal);
            session.Untagged($"STATUS {session.Encode(name)} {StatusItems.Describe(mailbox, session, items)}");
            return new(ImapResult.Ok());
        }
    }
}
