namespace AcMail.Benchmarks.Generation;

/// <summary>Makes a mailbox. The same count, seed and size make the same files.</summary>
static class MailboxGenerator
{
    static readonly string[] Flags = ["S", "S", "S", "S", "RS", "RS", "FS", "FRS", "", ""];

    /// <param name="count">How many messages.</param>
    /// <param name="seed">Names this mailbox among all.</param>
    /// <param name="fixedSize">The size of every message, or <see langword="null"/> for <see cref="SizeDistribution"/>.</param>
    /// <param name="writer">Where they go.</param>
    /// <param name="sentences">What bodies are made of, or <see langword="null"/> for those of <see cref="Vocabulary"/>.</param>
    /// <returns>The sizes on disk.</returns>
    public static int[] Generate(int count, int seed, int? fixedSize, MaildirWriter writer, string[]? sentences = null)
    {
        var corpus = new Corpus(seed, sentences);
        var sizes = new int[count];
        Parallel.For(0, count, () => new MessageComposer(corpus), (index, _, composer) =>
        {
            var random = SplitMix.ForMessage(seed, index);
            var stamp = MessageStamp.Of(seed, index, count);
            var answered = index > 0 && random.Chance(30) ? MessageStamp.Of(seed, random.Next(index), count) : (MessageStamp?)null;
            var size = fixedSize ?? SizeDistribution.Next(ref random);
            var message = composer.Compose(stamp, answered, size, ref random);
            writer.Write(stamp, message, random.Pick(Flags));
            sizes[index] = message.Length;
            return composer;
        }, _ => { });
        return sizes;
    }
}
