using System.Text;

namespace AcMail.Testing;

/// <summary>IDLE (RFC 2177): changes are reported as they happen, until the client sends DONE.</summary>
sealed class IdleCommand : ImapCommand
{
    const int LineLimit = 1024;

    static readonly ScriptedReply TooLong = new("", "* BYE Disconnected for inactivity.", HangsUp: true);

    public override string Name => "IDLE";

    public override string Extension => "IDLE";

    public override async ValueTask<ImapResult> RunAsync(
        ImapSession session, ImapArguments arguments, ImapCommandContext context, CancellationToken cancellationToken)
    {
        arguments.End();
        using var clock = new IdleClock(session.Profile, session.Server.Time);
        session.Connection.WriteLine("+ idling");
        await session.Connection.FlushAsync(cancellationToken).ConfigureAwait(false);
        // The read has nothing of its own to flush, so that it does not meet the changes that are written while it waits.
        var input = session.Connection.ReadLineAsync(LineLimit, cancellationToken).AsTask();
        while (!input.IsCompleted)
        {
            var announcement = session.User.Announcement;
            if (session.HasExpired && session.Profile.ExpiredReply.HangsUp) break;
            if (clock.TakeReminder()) session.Untagged("OK Still here");
            if (clock.IsOver) return await ImapScript.GiveAsync(session, context.Tag, TooLong, cancellationToken).ConfigureAwait(false);
            if (!session.Misbehaves(ImapMisbehaviour.IdleSilent)) session.ReportChanges(!SelectionMisconduct.HidesExpunges(session), withUid: false);
            await session.Connection.FlushAsync(cancellationToken).ConfigureAwait(false);
            await Task.WhenAny(input, announcement, clock.Ticked).ConfigureAwait(false);
        }

        if (session.HasExpired)
            return await ImapScript.GiveAsync(session, context.Tag, session.Profile.ExpiredReply, cancellationToken).ConfigureAwait(false);
        var line = await input.ConfigureAwait(false);
        if (line.Status == WireLineStatus.Closed) throw new EndOfStreamException("The client has gone while idle.");
        if (session.Misbehaves(ImapMisbehaviour.IdleHangsUp)) throw new EndOfStreamException("The server hangs up after IDLE.");
        var isDone = Ascii.EqualsIgnoreCase(line.Octets.Span, "DONE"u8);
        return isDone ? ImapResult.Ok("IDLE terminated.") : ImapResult.Bad("DONE was expected.");
    }
}
