namespace AcMail.Testing;

/// <summary>Makes the faults that may strike a scenario, of the transcripts of a run of it without any.</summary>
public static class FaultPoints
{
    /// <summary>The faults of <paramref name="kinds"/> in all sessions of a run, each in its session, in the order of what was said.</summary>
    /// <param name="run">The transcripts, such as <see cref="MailServer.Sessions"/> after the run.</param>
    /// <param name="kinds">Which faults.</param>
    /// <exception cref="ArgumentException">A transcript is not complete.</exception>
    public static IReadOnlyList<Fault> Of(IEnumerable<SessionTranscript> run, FaultKinds kinds)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. run.SelectMany(transcript => Of(transcript, kinds))];
    }

    /// <summary>The faults of <paramref name="kinds"/> in one session, in the order of what was said.</summary>
    /// <inheritdoc cref="Of(IEnumerable{SessionTranscript}, FaultKinds)"/>
    public static IReadOnlyList<Fault> Of(SessionTranscript session, FaultKinds kinds)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.OmittedEntries > 0)
        {
            throw new ArgumentException(
                $"The transcript of {session.Protocol} session {session.Number} left {session.OmittedEntries} entries out. "
                + $"Set {nameof(MailServerOptions)}.{nameof(MailServerOptions.TranscriptLimit)} higher.", nameof(session));
        }

        // The server reads nothing after the last of the client's octets, so that nothing strikes there.
        var end = session.Entries.Where(e => e.Direction == WireDirection.ToServer).Sum(e => e.Length);
        Fault[] refusal = kinds.HasFlag(FaultKinds.Refuse) ? [Fault.Refuse()] : [];
        return [.. refusal.Concat(session.Entries.SelectMany(e => Of(e, kinds))).Distinct()
            .Where(f => f.Point != FaultPoint.AfterOctets(WireDirection.ToServer, end)).Select(f => f.In(session.Protocol, session.Number))];
    }

    static IEnumerable<Fault> Of(TranscriptEntry entry, FaultKinds kinds)
    {
        var (direction, isLine) = (entry.Direction, entry.Kind == TranscriptKind.Line);
        if (isLine)
        {
            var isClient = direction == WireDirection.ToServer;
            if (kinds.HasFlag(isClient ? FaultKinds.LoseCommand : FaultKinds.CutBeforeLine))
                yield return Fault.Cut(FaultPoint.BeforeLine(direction, entry.Number));
            if (kinds.HasFlag(FaultKinds.Stall) && !isClient) yield return Fault.Stall(FaultPoint.BeforeLine(direction, entry.Number));
            if (kinds.HasFlag(isClient ? FaultKinds.LoseReply : FaultKinds.CutAfterLine))
                yield return Fault.Cut(FaultPoint.AfterLine(direction, entry.Number));
        }

        if (kinds.HasFlag(isLine ? FaultKinds.CutInsideLine : FaultKinds.CutInsideOctets))
            yield return Fault.Cut(FaultPoint.AfterOctets(direction, entry.Offset + (entry.Length / 2)));
        if (!kinds.HasFlag(FaultKinds.CutAfterOctet)) yield break;
        for (var i = 0; i < entry.Length; i++) yield return Fault.Cut(FaultPoint.AfterOctets(direction, entry.Offset + i + 1));
    }
}
