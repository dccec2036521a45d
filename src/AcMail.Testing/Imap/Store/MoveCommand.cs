namespace AcMail.Testing;

/// <summary>MOVE and UID MOVE (RFC 6851).</summary>
sealed class MoveCommand : ImapCommand
{
    public override string Name => "MOVE";

    public override string Extension => "MOVE";

    public override ImapStates States => ImapStates.Selected;

    public override bool HasUidForm => true;

    public override bool Expunges => true;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        var request = MessageTransfer.Read(session, arguments, context.Uid);
        var selected = session.Selected!;
        if (session.Misbehaves(ImapMisbehaviour.MoveRefused)) return new(ImapResult.No("MOVE extension not supported"));
        if (selected.IsReadOnly) return new(ImapResult.No("The mailbox is read-only."));
        lock (session.User.Gate)
        {
            if (MessageTransfer.Copy(session, request, isMove: true, out var refusal) is not { } transfer) return new(refusal);
            // Before the expunges, so that the client knows where the messages went when they vanish (RFC 6851 §4.3).
            if (transfer.Code(session) is { } code) session.Untagged($"OK [{code}] Moved");
            if (!GmailModel.Keeps(session, selected.Mailbox)) selected.Mailbox.Remove(transfer.Sources);
            else GmailModel.Settle(session.User);
            return new(ImapResult.Ok("Move completed.", ExpungeCommand.HighestModSeq(session, transfer.Sources.Count > 0)));
        }
    }
}
