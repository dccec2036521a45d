namespace AcMail.Testing;

/// <summary>COPY and UID COPY (RFC 9051 §6.4.7).</summary>
sealed class CopyCommand : ImapCommand
{
    public override string Name => "COPY";

    public override ImapStates States => ImapStates.Selected;

    public override bool HasUidForm => true;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        var request = MessageTransfer.Read(session, arguments, context.Uid);
        lock (session.User.Gate)
        {
            return new(MessageTransfer.Copy(session, request, isMove: false, out var refusal) is { } transfer
                ? ImapResult.Ok("Copy completed.", transfer.Code(session))
                : refusal);
        }
    }
}
