using System.Collections.Concurrent;

namespace AcMail.Testing;

/// <summary>The counts of all sessions of a server, and the transcripts of the latest.</summary>
sealed class SessionLog(TimeProvider time, TranscriptLimits limits, int kept)
{
    const int ErrorsKept = 100;

    readonly WireTally[] _tallies = [new(), new(), new()];
    readonly Queue<SessionTranscript> _transcripts = [];
    readonly ConcurrentQueue<Exception> _errors = new();

    public WireCounters Counters => new(
        _tallies[(int)WireProtocol.Imap].Count, _tallies[(int)WireProtocol.Pop3].Count, _tallies[(int)WireProtocol.Smtp].Count);

    public IReadOnlyList<SessionTranscript> Transcripts
    {
        get
        {
            lock (_transcripts) return [.. _transcripts];
        }
    }

    public IReadOnlyList<Exception> Errors => [.. _errors];

    public SessionRecord Begin(WireProtocol protocol)
    {
        lock (_transcripts)
        {
            var tally = _tallies[(int)protocol];
            var transcript = new SessionTranscript(protocol, tally.Connected(), time, limits);
            _transcripts.Enqueue(transcript);
            if (_transcripts.Count > kept) _transcripts.Dequeue();
            return new(transcript, tally);
        }
    }

    public void Add(Exception error)
    {
        if (_errors.Count < ErrorsKept) _errors.Enqueue(error);
    }
}
