using AcMail.Storage;

namespace AcMail;

/// <summary>Receives messages, and hands each with its ledger entry to the writer.</summary>
sealed class PopReceiver(
    PopRetriever retriever, MaildropLedger ledger, MaildropFold fold, ReplicaWriter writer, PopRefusals refusals, MailboxTally tally, MaildropTime time)
{
    readonly List<DropListingEntry> _refused = [];

    /// <summary>What the server did not give out.</summary>
    public IReadOnlyList<DropListingEntry> Refused => _refused;

    public async Task FetchAsync(IEnumerable<DropListingEntry> entries, CancellationToken cancellationToken)
    {
        await foreach (var answer in retriever.RetrieveAsync(entries, false, Refuse, cancellationToken).ConfigureAwait(false))
        {
            await PostAsync(answer, MaildropFold.Inbox, fold.Whole, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Receives headers, or whole messages from a server without TOP, which gives out all or nothing.</summary>
    public async Task FetchHeadersAsync(IReadOnlyList<DropListingEntry> entries, CancellationToken cancellationToken)
    {
        var answered = new HashSet<int>();
        await foreach (var answer in retriever.RetrieveHeadersAsync(entries, RefuseHeader, cancellationToken).ConfigureAwait(false))
        {
            answered.Add(answer.Entry.Index);
            await PostAsync(answer, "", fold.Header, cancellationToken).ConfigureAwait(false);
        }

        await FetchAsync(entries.Where(e => !answered.Contains(e.Index)), cancellationToken).ConfigureAwait(false);

        void RefuseHeader(DropListingEntry entry, string reply)
        {
            answered.Add(entry.Index);
            Refuse(entry, reply);
        }
    }

    void Refuse(DropListingEntry entry, string reply)
    {
        _refused.Add(entry);
        refusals.Add(entry, reply, ledger.Find(entry.UniqueId));
    }

    ValueTask PostAsync(
        PopRetriever.Retrieved answer, string mailbox, Func<ReceivedDrop, IReadOnlyList<StoreChange>> changes, CancellationToken cancellationToken)
    {
        var (content, entry) = (answer.Take(), answer.Entry);
        var arrived = content.ParseArrival(time.Latest, time.IsBehind);
        // The origin keeps the time of the download, from which its days on the server count; nothing is downloaded before it came.
        var origin = new ContentOrigin(mailbox, 0, 0, default, arrived > time.Latest ? arrived : time.Latest, entry.UniqueId);
        return writer.PostAsync(
            new IncomingMessage(content, origin, tally, (_, key, headers) => changes(new(entry, key, headers, arrived, content.ReadHeaderKey))),
            cancellationToken);
    }
}
