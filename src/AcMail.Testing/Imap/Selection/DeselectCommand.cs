namespace AcMail.Testing;

/// <summary>CLOSE, which expunges silently, and UNSELECT, which does not (RFC 9051 §6.4.1, §6.4.2).</summary>
sealed class DeselectCommand(string name, string? extension, bool expunges) : ImapCommand
{
    public override string Name => name;

    public override string? Extension => extension;

    public override ImapStates States => ImapStates.Selected;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.End();
        var selected = session.Selected!;
        session.Selected = null;
        if (!expunges || selected.IsReadOnly || GmailModel.Keeps(session, selected.Mailbox)) return new(ImapResult.Ok());
        lock (session.User.Gate)
        {
            var deleted = selected.Mailbox.Messages.Where(m => m.Flags.Contains(@"\Deleted")).Select(m => m.Uid).ToArray();
            var isChanged = !selected.IsGone && selected.Mailbox.Remove(deleted).Count > 0;
            var isTold = isChanged && session.Enabled("QRESYNC");
            return new(ImapResult.Ok(code: isTold ? $"HIGHESTMODSEQ {selected.Mailbox.HighestModSeq}" : null));
        }
    }
}
