using AcMail.Storage;
using MailKit.Net.Pop3;

namespace AcMail;

/// <summary>Reads the listing of a maildrop and names its messages.</summary>
sealed class PopLister(Pop3Client client, PopRetriever retriever, PopManners manners)
{
    IList<string>? _ids;

    /// <summary>The listing without asking for sizes, where the ledger must know them; <see langword="null"/> where it may not.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<DropListing?> RecogniseAsync(IReadOnlyDictionary<string, DropEntry> ledger, CancellationToken cancellationToken)
    {
        if (client.Count == 0) return new([]);
        _ids = await ReadUniqueIdsAsync(cancellationToken).ConfigureAwait(false);
        return LedgerPlanner.Recognise(_ids, client.Count, client.Size, ledger);
    }

    /// <param name="known">The names in the ledger.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<DropListing> ListAsync(IEnumerable<string> known, CancellationToken cancellationToken)
    {
        if (client.Count == 0) return new([]);
        var ids = _ids ?? await ReadUniqueIdsAsync(cancellationToken).ConfigureAwait(false);
        var sizes = await ReadSizesAsync(cancellationToken).ConfigureAwait(false);
        var complete = ids.Count == client.Count && sizes.Count == client.Count;
        List<DropListingEntry> entries = [.. Enumerable.Range(0, Math.Min(ids.Count, client.Count))
            .Select(i => new DropListingEntry(i, ids[i], i < sizes.Count ? sizes[i] : 0))];
        var listing = new DropListing(entries, complete);
        var unnamed = DropIdentity.Unnamed(listing, known);
        if (unnamed.Count == 0) return listing;
        await NameAsync(entries, unnamed, cancellationToken).ConfigureAwait(false);
        return new(entries, complete);
    }

    /// <summary>The unique-ids by message; empty ones where the server has none.</summary>
    async Task<IList<string>> ReadUniqueIdsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetMessageUidsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NotSupportedException)
        {
            return [.. Enumerable.Repeat("", client.Count)];
        }
        catch (Pop3ProtocolException) when (client.IsConnected)
        {
            return await ReadOneByOneAsync(i => client.GetMessageUidAsync(i, cancellationToken), "").ConfigureAwait(false);
        }
    }

    /// <summary>The sizes by message; 0 where the server has none that can be read.</summary>
    async Task<IList<int>> ReadSizesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetMessageSizesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Pop3ProtocolException) when (client.IsConnected)
        {
            return await ReadOneByOneAsync(i => client.GetMessageSizeAsync(i, cancellationToken), 0).ConfigureAwait(false);
        }
    }

    // A listing that is not as it should be, with gaps or words between, says nothing against the single answers.
    async Task<IList<T>> ReadOneByOneAsync<T>(Func<int, Task<T>> read, T unknown)
    {
        var found = new List<T>();
        for (var i = 0; i < client.Count; i++)
        {
            try
            {
                found.Add(await read(i).ConfigureAwait(false));
            }
            catch (Exception e) when (e is Pop3CommandException or Pop3ProtocolException && client.IsConnected)
            {
                found.Add(unknown);
            }
        }

        return found;
    }

    async Task NameAsync(List<DropListingEntry> entries, IReadOnlyList<int> unnamed, CancellationToken cancellationToken)
    {
        var fingerprints = new Dictionary<int, string>();
        if (!manners.TopIsMissing)
        {
            List<DropListingEntry> asked = [.. unnamed.Select(i => entries[i])];
            await foreach (var answer in retriever.RetrieveHeadersAsync(asked, (_, _) => { }, cancellationToken).ConfigureAwait(false))
            {
                var header = await answer.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (HeaderFingerprint.Of(header) is { } fingerprint) fingerprints[answer.Entry.Index] = fingerprint;
            }
        }

        var names = entries.Select(e => e.UniqueId).ToList();
        foreach (var i in unnamed)
            names[i] = fingerprints.TryGetValue(i, out var found) ? DropIdentity.FromFingerprint(entries[i].UniqueId, found, entries[i].Size) : "";
        foreach (var (i, name) in DropIdentity.Number(names).Index()) entries[i] = entries[i] with { UniqueId = name };
    }
}
