using AcMail.Benchmarks.Generation;

namespace AcMail.Benchmarks.Searching;

/// <summary>
/// Words that nobody knows, many of them with accents, and sentences in which they are as frequent as those of a language (Zipf's law): the sentences of
/// <see cref="Vocabulary"/> hold so few words that none of them would be rare.
/// </summary>
sealed class Lexicon
{
    const int WordCount = 40_000, SentenceCount = 20_000, Flattening = 3;

    static readonly string[] Beginnings = ["b", "br", "c", "ch", "d", "f", "g", "j", "l", "m", "n", "p", "pl", "qu", "r", "s", "t", "tr", "v", "ç"];
    static readonly string[] Ends = ["a", "e", "i", "o", "u", "é", "è", "ê", "an", "on", "ou", "eau", "oi", "ar", "il", "ur", "ô", "ï"];

    public Lexicon(int seed)
    {
        var random = SplitMix.ForMessage(seed, -2);
        var words = new HashSet<string>();
        while (words.Count < WordCount) words.Add(Word(ref random));
        Words = [.. words];
        Sentences = Make(ref random);
    }

    /// <summary>From the most frequent to the rarest.</summary>
    public string[] Words { get; }

    public string[] Sentences { get; }

    /// <summary>The first of <see cref="Words"/> from a rank on that has an accent.</summary>
    public string Accented(int rank) => Words.Skip(rank).First(w => w.Contains('é', StringComparison.Ordinal));

    static string Word(ref SplitMix random)
    {
        var word = "";
        for (var left = 2 + random.Next(3); left > 0; left--) word += random.Pick(Beginnings) + random.Pick(Ends);
        return word;
    }

    string[] Make(ref SplitMix random)
    {
        var sentences = new string[SentenceCount];
        for (var i = 0; i < SentenceCount; i++)
        {
            var words = new string[8 + random.Next(10)];
            for (var w = 0; w < words.Length; w++) words[w] = Words[Rank(ref random)];
            sentences[i] = string.Join(' ', words) + ".";
        }

        return sentences;
    }

    // The inverse of the distribution in which rank r has the weight 1 / (r + Flattening).
    static int Rank(ref SplitMix random) =>
        Math.Min(WordCount - 1, (int)((Flattening * Math.Pow((double)(WordCount + Flattening) / Flattening, random.NextDouble())) - Flattening));
}
