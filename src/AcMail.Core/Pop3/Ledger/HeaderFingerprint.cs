using System.Security.Cryptography;
using System.Text;

namespace AcMail;

/// <summary>Recognises a message by its header, without the fields that servers themselves change from one session to the next. Pure.</summary>
static class HeaderFingerprint
{
    static readonly string[] Volatile = ["Status:", "X-Status:", "X-UIDL:", "X-Keywords:", "X-Mozilla-Status:", "X-Mozilla-Status2:", "Content-Length:", "Lines:"];

    // By these what filters messages says what it found, some on RETR and not on TOP, some with the day's version of its rules.
    static readonly string[] Annotations = [.. Volatile, "X-"];

    /// <summary>The fingerprint of a message or of its beginning, or <see langword="null"/> where it has no header.</summary>
    public static string? Of(ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var any = false;
        foreach (var line in new HeaderLines(message, Volatile))
        {
            any = true;
            hash.AppendData(line);
            hash.AppendData("\n"u8);
        }

        return any ? Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)) : null;
    }

    /// <summary>Compares a header with the beginning of a message that is held.</summary>
    public static HeaderLikeness Compare(ReadOnlySpan<byte> listed, ReadOnlySpan<byte> held)
    {
        if (Of(listed) is not { } one || Of(held) is not { } other) return HeaderLikeness.Unknown;
        if (one == other) return IsOfOneMessage(listed) ? HeaderLikeness.Same : HeaderLikeness.Marked;
        return IsWithin(listed, held) ? HeaderLikeness.Marked : HeaderLikeness.Other;
    }

    /// <summary>Whether a header can be of one message only. What a device sends may have the same one each time, and the same size.</summary>
    static bool IsOfOneMessage(ReadOnlySpan<byte> header)
    {
        var (hasId, hasDate) = (false, false);
        foreach (var line in new HeaderLines(header, Volatile))
        {
            hasId |= IsOf(line, "Message-ID:");
            hasDate |= IsOf(line, "Date:");
            if (IsOf(line, "Received:") || (hasId && hasDate)) return true;
        }

        // No device writes so much, and the fields that tell may come after it.
        return header.Length >= HeaderParser.Window;
    }

    static bool IsOf(ReadOnlySpan<byte> line, string field) => line.Length >= field.Length && Ascii.EqualsIgnoreCase(line[..field.Length], field);

    /// <summary>Whether what is held has all lines of the header, in their order, but for annotations.</summary>
    static bool IsWithin(ReadOnlySpan<byte> listed, ReadOnlySpan<byte> held)
    {
        var any = false;
        var lines = new HeaderLines(held, Annotations);
        foreach (var line in new HeaderLines(listed, Annotations))
        {
            do
            {
                if (!lines.MoveNext()) return false;
            }
            while (!line.SequenceEqual(lines.Current));
            any = true;
        }

        return any;
    }

    /// <summary>The lines of a header, without those of some fields.</summary>
    ref struct HeaderLines(ReadOnlySpan<byte> message, string[] without)
    {
        readonly string[] _without = without;
        ReadOnlySpan<byte> _rest = message;
        bool _skipping;

        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly HeaderLines GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_rest.Length > 0)
            {
                var end = _rest.IndexOf((byte)'\n');
                var line = (end < 0 ? _rest : _rest[..end]).TrimEnd((byte)'\r');
                if (line.IsEmpty) return false;
                _rest = end < 0 ? [] : _rest[(end + 1)..];
                _skipping = line[0] is (byte)' ' or (byte)'\t' ? _skipping : IsOfOne(line);
                if (_skipping) continue;
                Current = line;
                return true;
            }

            return false;
        }

        readonly bool IsOfOne(ReadOnlySpan<byte> line)
        {
            foreach (var field in _without)
                if (IsOf(line, field)) return true;
            return false;
        }
    }
}
