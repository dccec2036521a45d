namespace AcMail.Testing;

/// <summary>Divides what the server writes into lines, and octets that are none.</summary>
sealed class OutputFramer(WireProtocol protocol)
{
    readonly Queue<(long Start, int Length)> _contents = [];
    long _written;
    long _taken;
    long _octets;
    int _searched;

    /// <summary>Counts octets that are written; <paramref name="isContent"/> says that they are not lines whatever they look like.</summary>
    public void Written(int count, bool isContent)
    {
        if (isContent && count > 0) _contents.Enqueue((_written, count));
        _written += count;
    }

    /// <summary>The first whole line of <paramref name="pending"/>, or the octets that it begins with.</summary>
    public bool TryTake(ReadOnlySpan<byte> pending, out OutputFrame frame)
    {
        frame = default;
        if (pending.IsEmpty) return false;
        if (_octets == 0 && _contents.TryPeek(out var content) && content.Start == _taken) _octets = _contents.Dequeue().Length;
        if (_octets > 0)
        {
            frame = new(IsLine: false, (int)Math.Min(_octets, pending.Length), AnnouncesOctets: false);
            _octets -= frame.Length;
        }
        else
        {
            var at = pending[_searched..].IndexOf((byte)'\n');
            if (at < 0)
            {
                _searched = pending.Length;
                return false;
            }

            var line = pending[..(_searched + at + 1)];
            var literal = protocol == WireProtocol.Imap ? LiteralMarker.Find(line.TrimEnd("\r\n"u8)) : null;
            _octets = literal?.Length ?? 0;
            frame = new(IsLine: true, line.Length, AnnouncesOctets: literal is not null);
            _searched = 0;
        }

        _taken += frame.Length;
        return true;
    }
}
