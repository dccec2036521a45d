namespace AcMail.Testing;

/// <summary>STATUS (RFC 9051 §6.3.11).</summary>
sealed class StatusCommand : ImapCommand
{
    public override string Name => "STATUS";

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.Space();
        var name = arguments.Mailbox();
        arguments.Space();
        var items = StatusItems.Read(session, arguments);
        arguments.End();
        lock (session.User.Gate)
        {
            if (MailboxLookup.Selectable(session, name, out var refusal) is not { } mailbox) return new(refusal);
            session.Untagged($"STATUS {session.Encode(mailbox.Name)} {StatusItems.Describe(mailbox, session, items)}");
            return new(ImapResult.Ok());
        }
    }
}
