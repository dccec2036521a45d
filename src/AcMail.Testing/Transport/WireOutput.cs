using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace AcMail.Testing;

/// <summary>
/// The way from the server to the client. What is written waits in one buffer until it is inspected line by line, which is when faults
/// strike; what passes goes to a second one, which is sent when the input runs dry.
/// </summary>
/// <remarks>An IDLE reads and writes at the same time: the gate lets one task at a time inspect and send.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore never makes a wait handle.")]
sealed class WireOutput(Wire wire, SessionRecord record, SessionFaults faults, TimeProvider time)
{
    const int BufferSize = 4 * 1024;
    const int SendAt = 64 * 1024;

    readonly SemaphoreSlim _gate = new(1);
    readonly OutputFramer _framer = new(record.Transcript.Protocol);
    OctetBuffer _written = new(BufferSize);
    OctetBuffer _passed = new(BufferSize);
    IReadOnlyList<FaultAction> _beforeNext = [];
    bool _replacing;
    bool _isTurn = true;

    /// <summary>Whether a fault has ended the connection.</summary>
    public bool IsCut { get; private set; }

    public void Write(ReadOnlySpan<byte> octets, bool isContent = false)
    {
        octets.CopyTo(_written.GetSpan(octets.Length));
        _written.Advance(octets.Length);
        _framer.Written(octets.Length, isContent);
    }

    public void Write(string text)
    {
        var count = Encoding.UTF8.GetBytes(text, _written.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length)));
        _written.Advance(count);
        _framer.Written(count, false);
    }

    /// <summary>The client has spoken: what is sent next is the server's turn.</summary>
    public void Answering() => _isTurn = true;

    /// <summary>Lets the faults strike that are due in what was written so far.</summary>
    public async ValueTask InspectAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await PassAsync(cancellationToken).ConfigureAwait(false);
            // A client that pipelines without end must not make the replies pile up.
            if (_passed.Length > SendAt) await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sends what was written.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await PassAsync(cancellationToken).ConfigureAwait(false);
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets faults strike between what has passed and what comes next.</summary>
    public async ValueTask StrikeAsync(IReadOnlyList<FaultAction> actions, CancellationToken cancellationToken)
    {
        if (actions.Count == 0) return;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ExecuteAsync(actions, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets faults strike before anything more passes.</summary>
    public void StrikeBeforeNext(IReadOnlyList<FaultAction> actions)
    {
        if (actions.Count > 0) _beforeNext = actions;
    }

    ValueTask PassAsync(CancellationToken cancellationToken)
    {
        if (IsCut)
        {
            _written.Clear();
            return ValueTask.CompletedTask;
        }

        if (!faults.None || _replacing || _beforeNext.Count > 0) return PassWithFaultsAsync(cancellationToken);
        PassWithoutFaults();
        return ValueTask.CompletedTask;
    }

    void PassWithoutFaults()
    {
        var length = 0;
        for (; _framer.TryTake(_written.Span[length..], out var frame); length += frame.Length)
            Record(frame, _written.Span.Slice(length, frame.Length));
        if (length < _written.Length || _passed.Length > 0) Pass(length);
        else (_written, _passed) = (_passed, _written);
    }

    async ValueTask PassWithFaultsAsync(CancellationToken cancellationToken)
    {
        var pending = _beforeNext;
        _beforeNext = [];
        await ExecuteAsync(pending, cancellationToken).ConfigureAwait(false);
        while (!IsCut && _framer.TryTake(_written.Span, out var frame))
        {
            var due = frame.IsLine && !_replacing ? faults.BeforeServerLine(record.ServerLines + 1, _written.Span[..frame.Length]) : [];
            await ExecuteAsync(due, cancellationToken).ConfigureAwait(false);
            if (IsCut) return;
            if (due.OfType<FaultAction.Replace>().FirstOrDefault() is { } replace) PassInstead(replace.Text);
            if (_replacing || due.Any(a => a is FaultAction.Replace))
            {
                _replacing = frame.AnnouncesOctets || !frame.IsLine;
                _written.Consume(frame.Length);
                continue;
            }

            await PassInPartsAsync(frame, cancellationToken).ConfigureAwait(false);
            if (frame.IsLine && !IsCut)
                await ExecuteAsync(faults.AfterLine(WireDirection.ToClient, record.ServerLines), cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask PassInPartsAsync(OutputFrame frame, CancellationToken cancellationToken)
    {
        var octets = _written.Memory[..frame.Length];
        var passed = 0;
        while (passed < frame.Length && !IsCut)
        {
            var part = faults.OctetsBeyond(WireDirection.ToClient, record.OctetsOut + passed, frame.Length - passed);
            Pass(part);
            passed += part;
            await ExecuteAsync(faults.AfterOctets(WireDirection.ToClient, record.OctetsOut + passed), cancellationToken).ConfigureAwait(false);
        }

        Record(frame, octets.Span[..passed]);
    }

    /// <summary>Moves octets from the written to the passed ones.</summary>
    void Pass(int length)
    {
        _written.Span[..length].CopyTo(_passed.GetSpan(length));
        _passed.Advance(length);
        _written.Consume(length);
    }

    void PassInstead(string text)
    {
        if (text.Length == 0) return;
        var line = Encoding.UTF8.GetBytes(text + "\r\n");
        line.CopyTo(_passed.GetSpan(line.Length));
        _passed.Advance(line.Length);
        record.Send(line);
    }

    void Record(OutputFrame frame, ReadOnlySpan<byte> octets)
    {
        if (frame.IsLine) record.Send(octets);
        else record.SendOctets(octets);
    }

    async ValueTask ExecuteAsync(IReadOnlyList<FaultAction> actions, CancellationToken cancellationToken)
    {
        foreach (var action in actions)
        {
            if (action is not (FaultAction.Cut or FaultAction.Stall)) continue;
            await SendAsync(cancellationToken).ConfigureAwait(false);
            if (action is FaultAction.Stall { IsForGood: false } stall)
            {
                await stall.WaitAsync(time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (action is FaultAction.Stall) await wire.SwallowAsync(cancellationToken).ConfigureAwait(false);
            await CutAsync().ConfigureAwait(false);
            return;
        }
    }

    async ValueTask CutAsync()
    {
        IsCut = true;
        _written.Clear();
        await wire.Stream.DisposeAsync().ConfigureAwait(false);
    }

    async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_passed.Length == 0 || IsCut) return;
        var delay = faults.None ? TimeSpan.Zero : faults.Transfer(_passed.Length) + (_isTurn ? faults.Latency : TimeSpan.Zero);
        if (delay > TimeSpan.Zero) await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        if (_isTurn) record.Tally.TookTurn();
        _isTurn = false;
        record.Tally.Sent(_passed.Length);
        await wire.Stream.WriteAsync(_passed.Memory, cancellationToken).ConfigureAwait(false);
        await wire.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        _passed.Clear();
    }
}
