namespace AcMail.Testing;

/// <summary>What was said in one connection, in both directions and in order, before encryption and compression.</summary>
/// <remarks>Safe for concurrent use, also while the session goes on.</remarks>
public sealed class SessionTranscript
{
    const int LineCost = 64;

    readonly Lock _gate = new();
    readonly List<TranscriptEntry> _entries = [];
    readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TimeProvider _time;
    readonly TranscriptLimits _limits;
    long _kept;
    long _omitted;

    internal SessionTranscript(WireProtocol protocol, int number, TimeProvider time, TranscriptLimits limits)
    {
        (Protocol, Number, _time, _limits) = (protocol, number, time, limits);
        StartedAt = time.GetUtcNow();
    }

    /// <summary>What is spoken.</summary>
    public WireProtocol Protocol { get; }

    /// <summary>Which connection of its protocol it is, from 1.</summary>
    public int Number { get; }

    /// <summary>When the connection came, by the server's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Ends when the session has.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How many entries came after <see cref="MailServerOptions.TranscriptLimit"/> was reached, and are not in <see cref="Entries"/>.</summary>
    public long OmittedEntries
    {
        get
        {
            lock (_gate) return _omitted;
        }
    }

    /// <summary>The lines and octets, in order; a snapshot.</summary>
    public IReadOnlyList<TranscriptEntry> Entries
    {
        get
        {
            lock (_gate) return [.. _entries];
        }
    }

    /// <summary>The lines that the client sent, without passwords.</summary>
    public IReadOnlyList<string> ClientLines => Lines(WireDirection.ToServer);

    /// <summary>The lines that the server sent.</summary>
    public IReadOnlyList<string> ServerLines => Lines(WireDirection.ToClient);

    /// <summary>The whole transcript, a line an entry.</summary>
    public override string ToString()
    {
        var entries = Entries;
        var text = string.Join('\n', entries.Prepend<object>($"{Protocol} session {Number}"));
        return OmittedEntries is > 0 and var omitted ? $"{text}\n… {omitted} more" : text;
    }

    internal void Add(WireDirection direction, int number, long offset, long length, ReadOnlySpan<byte> line) =>
        Add(direction, TranscriptKind.Line, number, offset, length, line);

    /// <summary>Adds octets, to those before where both are one run; <paramref name="shown"/> is what may be kept of them.</summary>
    internal void AddOctets(WireDirection direction, int number, long offset, long length, ReadOnlySpan<byte> shown)
    {
        lock (_gate)
        {
            if (_entries is [.., var last] && last.Kind == TranscriptKind.Octets && last.Direction == direction && last.Offset + last.Length == offset)
            {
                var more = shown[..Math.Min(shown.Length, Math.Max(_limits.Entry - last.Octets.Length, 0))];
                _entries[^1] = last with { Length = last.Length + length, Octets = more.IsEmpty ? last.Octets : Join(last.Octets, more) };
                _kept += more.Length;
            }
            else
            {
                Add(direction, TranscriptKind.Octets, number, offset, length, shown);
            }
        }
    }

    internal void End() => _ended.TrySetResult();

    void Add(WireDirection direction, TranscriptKind kind, int number, long offset, long length, ReadOnlySpan<byte> octets)
    {
        lock (_gate)
        {
            var kept = octets[..Math.Min(octets.Length, _limits.Entry)];
            if (_kept + kept.Length + LineCost > _limits.Session)
            {
                _omitted++;
                return;
            }

            _entries.Add(new(direction, kind, number, offset, length, _time.GetUtcNow(), kept.ToArray()));
            _kept += kept.Length + LineCost;
        }
    }

    string[] Lines(WireDirection direction) =>
        [.. Entries.Where(e => e.Direction == direction && e.Kind == TranscriptKind.Line).Select(e => e.Text)];

    static byte[] Join(ReadOnlyMemory<byte> first, ReadOnlySpan<byte> second) => [.. first.Span, .. second];
}
