using System.Diagnostics.CodeAnalysis;
using System.Net.Security;

namespace AcMail.Testing;

/// <summary>
/// The server's side of one connection: lines and octets in, buffered octets out. Used by one session, one task at a time, but that a session
/// may write while a read waits. Faults strike here, above TLS and DEFLATE; a fault that cuts makes every later read come to the end.
/// </summary>
sealed class ServerConnection(Wire wire, SessionRecord record, SessionFaults faults, TimeProvider time) : IAsyncDisposable
{
    const int BufferSize = 4 * 1024;
    const int BeginningKept = 256;

    readonly OctetBuffer _input = new(BufferSize);
    readonly WireOutput _output = new(wire, record, faults, time);
    byte[] _beginning = [];
    long _received;

    public WireProtocol Protocol => record.Transcript.Protocol;

    public bool IsEncrypted { get; private set; }

    public bool IsCompressed { get; private set; }

    /// <summary>Whether a fault has ended it.</summary>
    public bool IsCut => _output.IsCut;

    /// <summary>Whether octets have arrived that were not read yet: the client pipelines.</summary>
    public bool HasInput => _input.Length > 0;

    /// <summary>
    /// The next line without its CRLF (a bare LF ends one too), valid until the next read. What was written is sent first, unless more
    /// input is here already.
    /// </summary>
    /// <remarks>Of a line longer than <paramref name="limit"/> octets only the beginning is given out; it is skipped to its end.</remarks>
    public async ValueTask<WireLine> ReadLineAsync(int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _output.InspectAsync(cancellationToken).ConfigureAwait(false);
            var length = await FindLineAsync(limit, cancellationToken).ConfigureAwait(false);
            if (length == 0) return WireLine.Closed;
            var line = length > limit ? WireLine.TooLong(_beginning) : WireLine.Of(_input.Memory[..(int)length]);
            var due = Take(line, length);
            if (due.Count == 0) return line;
            await _output.StrikeAsync(due, cancellationToken).ConfigureAwait(false);
            if (IsCut) return WireLine.Closed;
            if (due.OfType<FaultAction.Answer>().FirstOrDefault() is not { } answer) return line;
            await SkipCommandAsync(line.Octets, limit, cancellationToken).ConfigureAwait(false);
            WriteLine(answer.Text);
        }
    }

    /// <summary>Reads up to <paramref name="destination"/>'s length of octets; 0 where the client has gone.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        var input = await PeekAsync(cancellationToken).ConfigureAwait(false);
        var count = Math.Min(destination.Length, input.Length);
        input[..count].CopyTo(destination);
        Consume(count);
        return count;
    }

    /// <summary>What has arrived, at least one octet; empty where the client has gone. It stays until it is consumed.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancellationToken)
    {
        await _output.InspectAsync(cancellationToken).ConfigureAwait(false);
        if (IsCut) return default;
        if (HasInput) return _input.Memory;
        await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await FillAsync(cancellationToken).ConfigureAwait(false) ? _input.Memory : default;
    }

    /// <summary>Takes the first octets of what has arrived.</summary>
    public void Consume(int count)
    {
        if (count == 0) return;
        record.ReceiveOctets(_input.Span[..count]);
        _input.Consume(count);
    }

    public void Write(ReadOnlySpan<byte> octets) => _output.Write(octets);

    /// <summary>Writes octets of a message, which are no lines of the protocol; literals of IMAP are known by their announcement.</summary>
    public void WriteContent(ReadOnlySpan<byte> octets) => _output.Write(octets, isContent: true);

    /// <summary>Writes text in UTF-8.</summary>
    public void Write(string text) => _output.Write(text);

    public void WriteLine(string text)
    {
        _output.Write(text);
        _output.Write("\r\n"u8);
    }

    /// <summary>Sends the whole lines that were written.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => _output.FlushAsync(cancellationToken);

    /// <summary>Lets the faults strike that meet a connection as it comes.</summary>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await _output.StrikeAsync(faults.Connecting(), cancellationToken).ConfigureAwait(false);
        await _output.StrikeAsync(faults.AfterOctets(WireDirection.ToClient, 0), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Encrypts from here on. Input that came before is dropped: it was not protected (RFC 3501 §6.2.1).</summary>
    public async Task StartTlsAsync(SslServerAuthenticationOptions options, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (IsCut) return;
        record.Skip(_input.Length);
        _input.Clear();
        var tls = new SslStream(wire.Stream);
        wire.Stream = tls;
        await tls.AuthenticateAsServerAsync(options, cancellationToken).ConfigureAwait(false);
        IsEncrypted = true;
    }

    /// <summary>Compresses from here on (RFC 4978).</summary>
    public async Task StartDeflateAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (IsCut) return;
        wire.Stream = new DuplexDeflateStream(wire.Stream);
        IsCompressed = true;
    }

    public async ValueTask DisposeAsync() => await wire.Stream.DisposeAsync().ConfigureAwait(false);

    /// <summary>Takes a line from the input; the faults that are due before it is looked at.</summary>
    IReadOnlyList<FaultAction> Take(WireLine line, long length)
    {
        if (line.Status == WireLineStatus.Complete) _input.Consume((int)length);
        var read = record.Receive(line.Octets.Span, length);
        if (faults.None) return [];
        var due = faults.BeforeClientLine(record.ClientLines, read);
        _output.StrikeBeforeNext(faults.AfterLine(WireDirection.ToServer, record.ClientLines));
        return due;
    }

    /// <summary>The length of the next line with its end; 0 where the client has gone. One longer than the limit has been taken away.</summary>
    async ValueTask<long> FindLineAsync(int limit, CancellationToken cancellationToken)
    {
        var (searched, skipped, flushed) = (0, 0L, false);
        while (!IsCut)
        {
            var at = _input.Span[searched..].IndexOf((byte)'\n');
            var found = searched + at + 1;
            if (at >= 0 && skipped + found <= limit) return found;
            searched = at >= 0 ? found : _input.Length;
            if (skipped + searched > limit)
            {
                if (skipped == 0) _beginning = _input.Span[..Math.Min(searched, BeginningKept)].ToArray();
                skipped += searched;
                _input.Consume(searched);
                searched = 0;
                if (at >= 0) return skipped;
            }

            if (!flushed) await _output.FlushAsync(cancellationToken).ConfigureAwait(false);
            flushed = true;
            if (!await FillAsync(cancellationToken).ConfigureAwait(false)) return 0;
        }

        return 0;
    }

    /// <summary>Passes over the literals of a command that is not executed, where the client sends them unasked.</summary>
    async ValueTask SkipCommandAsync(ReadOnlyMemory<byte> line, int limit, CancellationToken cancellationToken)
    {
        while (Protocol == WireProtocol.Imap && LiteralMarker.Find(line.Span) is { Waits: false } literal)
        {
            for (var left = literal.Length; left > 0;)
            {
                var input = await PeekAsync(cancellationToken).ConfigureAwait(false);
                if (input.IsEmpty) return;
                var skipped = (int)Math.Min(left, input.Length);
                Consume(skipped);
                left -= skipped;
            }

            line = (await ReadLineAsync(limit, cancellationToken).ConfigureAwait(false)).Octets;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "A stream that a fault closes under a waiting read may fail in any way.")]
    async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        await _output.StrikeAsync(faults.AfterOctets(WireDirection.ToServer, _received), cancellationToken).ConfigureAwait(false);
        if (IsCut) return false;
        var room = _input.GetMemory();
        room = room[..faults.OctetsBeyond(WireDirection.ToServer, _received, room.Length)];
        try
        {
            var count = await wire.ReadAsync(room, cancellationToken).ConfigureAwait(false);
            _input.Advance(count);
            _received += count;
            record.Tally.Received(count);
            _output.Answering();
            var delay = faults.None ? TimeSpan.Zero : faults.Transfer(count);
            if (delay > TimeSpan.Zero) await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            return count > 0;
        }
        catch (Exception) when (IsCut)
        {
            return false;
        }
    }
}
