namespace AcMail.Storage;

/// <summary>Short ways to read.</summary>
public static class ReplicaReaderExtensions
{
    const long Never = long.MinValue;

    /// <summary>The present revision: from where to follow what changes after everything has been read.</summary>
    public static async ValueTask<long> GetRevisionAsync(this IReplicaReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return (await reader.GetChangesAsync(Never, 1, cancellationToken).ConfigureAwait(false)).Revision;
    }
}
