namespace AcMail.Testing;

/// <summary>EXPUNGE (RFC 9051 §6.4.3), and UID EXPUNGE of those named only (RFC 4315 §2.1).</summary>
sealed class ExpungeCommand : ImapCommand
{
    public override string Name => "EXPUNGE";

    public override ImapStates States => ImapStates.Selected;

    public override bool HasUidForm => true;

    public override bool Expunges => true;

    public override ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        var selected = session.Selected!;
        var candidates = selected.Uids;
        if (context.Uid)
        {
            if (!session.Has("UIDPLUS")) return new(ImapResult.Bad("Unknown command UID EXPUNGE."));
            arguments.Space();
            candidates = selected.Resolve(arguments.SequenceSet(), uid: true);
        }

        arguments.End();
        if (selected.IsReadOnly) return new(ImapResult.No("The mailbox is read-only."));
        lock (session.User.Gate)
        {
            var deleted = candidates.Where(uid => selected.Mailbox.Find(uid)?.Flags.Contains(@"\Deleted") == true).ToArray();
            var gone = selected.Mailbox.Remove(GmailModel.Keeps(session, selected.Mailbox) ? [] : deleted);
            return new(ImapResult.Ok("Expunge completed.", HighestModSeq(session, gone.Count > 0)));
        }
    }

    /// <summary>The response code that tells the mod-sequence of an expunge (RFC 7162 §3.2.7).</summary>
    public static string? HighestModSeq(ImapSession session, bool isChanged) =>
        isChanged && session.Enabled("QRESYNC") ? $"HIGHESTMODSEQ {session.Selected!.Mailbox.HighestModSeq}" : null;
}
