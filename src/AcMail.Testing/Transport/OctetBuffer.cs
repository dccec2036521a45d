using System.Buffers;

namespace AcMail.Testing;

/// <summary>Octets that are appended at one end and taken from the other.</summary>
sealed class OctetBuffer(int capacity) : IBufferWriter<byte>
{
    byte[] _octets = new byte[capacity];
    int _start;
    int _end;

    public int Length => _end - _start;

    public ReadOnlyMemory<byte> Memory => _octets.AsMemory(_start, Length);

    public ReadOnlySpan<byte> Span => _octets.AsSpan(_start, Length);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _octets.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count) => _end += count;

    /// <summary>Takes octets away; what was given out as <see cref="Memory"/> stays readable until more is appended.</summary>
    public void Consume(int count) => _start += count;

    public void Clear() => _start = _end = 0;

    void MakeRoom(int count)
    {
        if (_octets.Length - _end >= count) return;
        if (_octets.Length - Length >= Math.Max(count, _octets.Length / 2))
        {
            Span.CopyTo(_octets);
        }
        else
        {
            var larger = new byte[Math.Max(_octets.Length * 2, Length + count)];
            Span.CopyTo(larger);
            _octets = larger;
        }

        (_start, _end) = (0, Length);
    }
}
