using System.Buffers;

namespace AcMail.Cli;

/// <summary>Turns a message into mboxrd, piece by piece: CRLF becomes LF, and lines that begin with any number of &gt; and "From " get one &gt; more.</summary>
sealed class MboxrdEncoder
{
    static ReadOnlySpan<byte> From => "From "u8;

    bool _atLineStart = true;
    bool _pendingReturn;
    int _matched;
    byte _last = (byte)'\n';

    public void Encode(ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        // The worst input doubles: a held-back "From" and CR besides.
        var span = output.GetSpan((content.Length * 2) + 16);
        var length = 0;
        foreach (var b in content)
        {
            if (_pendingReturn && b != '\n') Put((byte)'\r', span, ref length);
            _pendingReturn = b == '\r';
            if (!_pendingReturn) Put(b, span, ref length);
        }

        output.Advance(length);
    }

    /// <summary>Ends the message with the blank line that separates it from the next.</summary>
    public void Finish(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(16);
        var length = 0;
        if (_pendingReturn) Put((byte)'\r', span, ref length);
        Release(span, ref length);
        if (_last != '\n') span[length++] = (byte)'\n';
        span[length++] = (byte)'\n';
        output.Advance(length);
    }

    void Put(byte b, Span<byte> span, ref int length)
    {
        if (_atLineStart && b == From[_matched])
        {
            if (++_matched < From.Length) return;
            span[length++] = (byte)'>';
            Release(span, ref length);
            _atLineStart = false;
            return;
        }

        // The > of a quoted line may be written at once: one more anywhere among them is the same text.
        var stillAtStart = _atLineStart && b == '>' && _matched == 0;
        Release(span, ref length);
        span[length++] = _last = b;
        _atLineStart = b == '\n' || stillAtStart;
    }

    void Release(Span<byte> span, ref int length)
    {
        if (_matched == 0) return;
        From[.._matched].CopyTo(span[length..]);
        length += _matched;
        _last = From[_matched - 1];
        _matched = 0;
    }
}
