namespace AcMail.Sqlite;

/// <summary>Something that happened at a revision.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Rank">Its place within the revision, by kind.</param>
/// <param name="Change">What there is to tell; <see langword="null"/> where something else tells it, or it came and went.</param>
readonly record struct FeedEntry(long Revision, int Rank, MailChange? Change)
{
    /// <summary>What several ordered sources tell, in one order; each is read no further than needed.</summary>
    public static IEnumerable<FeedEntry> Merge(params IEnumerable<FeedEntry>[] sources)
    {
        var open = new List<IEnumerator<FeedEntry>>();
        var next = new PriorityQueue<IEnumerator<FeedEntry>, (long, int)>();
        try
        {
            foreach (var source in sources)
            {
                open.Add(source.GetEnumerator());
                Advance(open[^1]);
            }

            while (next.TryDequeue(out var first, out _))
            {
                yield return first.Current;
                Advance(first);
            }
        }
        finally
        {
            foreach (var source in open) source.Dispose();
        }

        void Advance(IEnumerator<FeedEntry> source)
        {
            if (source.MoveNext()) next.Enqueue(source, (source.Current.Revision, source.Current.Rank));
        }
    }
}
