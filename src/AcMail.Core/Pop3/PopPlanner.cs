namespace AcMail;

/// <summary>Decides what is downloaded from a maildrop. Pure.</summary>
static class PopPlanner
{
    /// <summary>The messages that were never downloaded, oldest first, in batches that a connection may pipeline within a bound of memory.</summary>
    /// <remarks>
    /// A unique-id that stands twice in a listing names two messages (RFC 1939 forbids it, servers do it): neither can be told from the other
    /// later, so both are downloaded once, and content keeps them from being stored twice.
    /// </remarks>
    public static IEnumerable<IReadOnlyList<DropListingEntry>> PlanDownloads(
        DropListing listing, IReadOnlySet<string> downloaded, int maximumCount, long maximumBytes)
    {
        var batch = new List<DropListingEntry>();
        var bytes = 0L;
        foreach (var entry in listing.Entries.Where(e => !downloaded.Contains(e.UniqueId)))
        {
            if (batch.Count > 0 && (batch.Count >= maximumCount || bytes + entry.Size > maximumBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(entry);
            bytes += entry.Size;
        }

        if (batch.Count > 0) yield return batch;
    }
}
