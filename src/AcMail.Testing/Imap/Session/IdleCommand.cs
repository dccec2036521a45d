namespace AcMail.Testing;

/// <summary>IDLE (RFC 2177): changes are reported as they happen, until the client sends DONE.</summary>
sealed class IdleCommand : ImapCommand
{
    const int LineLimit = 1024;

    public override string Name => "IDLE";

    public override string Extension => "IDLE";

    public override async ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.End();
        session.Connection.WriteLine("+ idling");
        var line = new List<byte>();
        var octet = new byte[1];
        while (line.Count < LineLimit)
        {
            await ReportUntilInputAsync(session, octet, cancellationToken).ConfigureAwait(false);
            if (octet[0] == '\n') break;
            line.Add(octet[0]);
        }

        if (line is [.. , (byte)'\r']) line.RemoveAt(line.Count - 1);
        return System.Text.Ascii.EqualsIgnoreCase(line.ToArray(), "DONE"u8) ? ImapResult.Ok("IDLE terminated.") : ImapResult.Bad("DONE was expected.");
    }

    // One read is under way while changes are written; it has nothing of its own to flush, so that the two do not meet.
    static async Task ReportUntilInputAsync(ImapSession session, byte[] octet, CancellationToken cancellationToken)
    {
        await session.Connection.FlushAsync(cancellationToken).ConfigureAwait(false);
        var input = session.Connection.ReadAsync(octet, cancellationToken).AsTask();
        while (!input.IsCompleted)
        {
            var announcement = session.User.Announcement;
            session.ReportChanges(withExpunges: true, withUid: false);
            await session.Connection.FlushAsync(cancellationToken).ConfigureAwait(false);
            await Task.WhenAny(input, announcement).ConfigureAwait(false);
        }

        if (await input.ConfigureAwait(false) == 0) throw new EndOfStreamException("The client has gone while idle.");
    }
}
