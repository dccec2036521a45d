using System.Buffers;
using System.Text;

namespace AcMail.Testing;

/// <summary>Reads whole commands, literals included, and asks for literals that the client holds back.</summary>
sealed class ImapCommandReader(ImapSession session)
{
    const int LineLimit = 64 * 1024;
    const int ArgumentLimit = 1024 * 1024;
    // What is announced beyond this is not worth reading just to keep the session.
    const long SkipLimit = 256 * 1024 * 1024;
    const int LongestTag = 200;

    readonly ServerConnection _connection = session.Connection;
    ArrayBufferWriter<byte> _literals = new(1);
    long _budget;
    bool _isAppend;
    ImapResult? _refusal;

    public async ValueTask<ReceivedCommand> ReadAsync(CancellationToken cancellationToken)
    {
        _refusal = null;
        var tag = "*";
        for (var isFirst = true; ; isFirst = false)
        {
            var line = await _connection.ReadLineAsync(session.Profile.LongestLine, cancellationToken).ConfigureAwait(false);
            if (line.Status == WireLineStatus.Closed) return ReceivedCommand.Gone;
            if (line.Status == WireLineStatus.TooLong)
                return new(TagOf(line.Octets.Span) ?? tag, default, ImapResult.Bad("The line is too long."));

            var text = line.Octets;
            if (isFirst)
            {
                if (TagOf(text.Span) is not { } found) return new("*", default, ImapResult.Bad("A command begins with a tag and a space."));
                tag = found;
                text = text[(tag.Length + 1)..];
                _isAppend = IsAppend(text.Span);
                _budget = _isAppend ? session.Profile.LargestAppend + LineLimit : ArgumentLimit;
            }

            if (text.Span.Contains((byte)0)) _refusal ??= ImapResult.Bad("A command may not hold NUL.");
            if (LiteralMarker.Find(text.Span) is not { } marker) return new(tag, isFirst ? text.ToArray() : Complete(text), _refusal);
            if (isFirst) _literals = new(text.Length + (int)Math.Min(marker.Length, LineLimit) + 16);
            if (_refusal is null) Keep(text);
            if (!Judge(marker)) return new(tag, default, _refusal, EndsSession: !marker.Waits);
            if (marker.Waits) _connection.WriteLine("+ OK");
            if (!await ReceiveAsync(marker, cancellationToken).ConfigureAwait(false)) return ReceivedCommand.Gone;
        }
    }

    // The tag must be one that can be repeated in a response.
    static string? TagOf(ReadOnlySpan<byte> line)
    {
        var length = 0;
        while (length < line.Length && ImapCharacters.IsTag(line[length])) length++;
        return length is > 0 and <= LongestTag && length < line.Length && line[length] == ' '
            ? Encoding.ASCII.GetString(line[..length])
            : null;
    }

    bool IsAppend(ReadOnlySpan<byte> text) =>
        session.State != ImapStates.NotAuthenticated && text.Length >= 7 && Ascii.EqualsIgnoreCase(text[..7], "APPEND "u8);

    /// <summary>Whether reading can go on after the announcement of a literal, be it to skip it.</summary>
    bool Judge(LiteralMarker marker)
    {
        if (!marker.Waits && !IsAllowedWithoutWaiting(marker)) _refusal ??= ImapResult.Bad("Non-synchronising literals are not offered.");
        if (marker.Length > _budget - _literals.WrittenCount)
        {
            // A message may be refused; no argument of another command is so long, nor is a message of 4 GB.
            _refusal ??= _isAppend && marker.Length < uint.MaxValue
                ? ImapResult.No("The message is too large.", "TOOBIG")
                : ImapResult.Bad("The literal is too large.");
            return !marker.Waits && marker.Length <= SkipLimit;
        }

        return !marker.Waits || _refusal is null;
    }

    bool IsAllowedWithoutWaiting(LiteralMarker marker) =>
        session.Has("LITERAL+") || (marker.Length <= 4096 && (session.Has("LITERAL-") || session.Has("IMAP4rev2")));

    void Keep(ReadOnlyMemory<byte> text)
    {
        _literals.Write(text.Span);
        _literals.Write("\r\n"u8);
    }

    // Room for a large literal is made as it arrives, not as it is announced.
    async ValueTask<bool> ReceiveAsync(LiteralMarker marker, CancellationToken cancellationToken)
    {
        var start = _literals.WrittenCount;
        byte[]? discarded = _refusal is null ? null : new byte[Math.Min(marker.Length, LineLimit)];
        for (var left = marker.Length; left > 0;)
        {
            var arrived = (int)(marker.Length - left);
            var wanted = (int)Math.Min(left, discarded is not null || arrived < LineLimit ? LineLimit : Math.Max(LineLimit, 8L * arrived));
            var destination = discarded is null ? _literals.GetMemory(wanted)[..wanted] : discarded.AsMemory(0, wanted);
            var count = await _connection.ReadAsync(destination, cancellationToken).ConfigureAwait(false);
            if (count == 0) return false;
            if (discarded is null) _literals.Advance(count);
            left -= count;
        }

        if (!marker.IsBinary && _literals.WrittenSpan[start..].Contains((byte)0))
            _refusal ??= ImapResult.Bad("A literal may not hold NUL.");
        return true;
    }

    ReadOnlyMemory<byte> Complete(ReadOnlyMemory<byte> text)
    {
        _literals.Write(text.Span);
        return _literals.WrittenMemory;
    }
}
