namespace AcMail.Benchmarks.Generation;

/// <summary>What a message's index alone decides, so that a reply can name the message that it answers.</summary>
readonly record struct MessageStamp(int Seed, int Index, DateTimeOffset Date)
{
    static readonly DateTimeOffset First = new(2015, 9, 1, 6, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Last = new(2025, 7, 4, 18, 0, 0, TimeSpan.Zero);

    public string Id => $"{SplitMix.Mix((ulong)(uint)Seed << 32 | (uint)Index):x16}.{Index}@mail.ac-lyon.fr";

    /// <summary>Message <paramref name="index"/> of <paramref name="count"/>: they follow one another over ten school years.</summary>
    public static MessageStamp Of(int seed, int index, int count)
    {
        var random = SplitMix.ForMessage(~seed, index);
        var seconds = (Last - First).TotalSeconds * ((index + random.NextDouble()) / count);
        return new(seed, index, First.AddSeconds(Math.Floor(seconds)));
    }
}
