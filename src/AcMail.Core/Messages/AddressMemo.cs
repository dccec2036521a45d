namespace AcMail;

/// <summary>Remembers what address fields were decoded to: in a mailbox the same few people write to the same few.</summary>
/// <remarks>A field that is read takes the place of another; nobody waits for anybody, since a place changes hands in one write.</remarks>
sealed class AddressMemo
{
    const int Places = 512, Longest = 256;

    readonly Field?[] _fields = new Field?[Places];

    /// <summary>What <paramref name="decode"/>, which depends on nothing but the bytes, makes of <paramref name="value"/>.</summary>
    public string Get(ArraySegment<byte> value, Func<ArraySegment<byte>, string> decode)
    {
        if (value.Count > Longest) return decode(value);
        var hash = default(HashCode);
        hash.AddBytes(value);
        ref var place = ref _fields[(uint)hash.ToHashCode() % Places];
        if (place is { } known && value.AsSpan().SequenceEqual(known.Value)) return known.Text;
        var text = decode(value);
        place = new(value.ToArray(), text);
        return text;
    }

    sealed record Field(byte[] Value, string Text);
}
