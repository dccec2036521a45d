using AcMail.Storage;
using MailKit.Net.Pop3;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Collects the messages of a maildrop that were never collected, and leaves all of them there.</summary>
sealed class PopSyncStrategy(MailAccountSettings settings, ServerConnector connector, TimeProvider time) : ISyncStrategy
{
    const string Inbox = "INBOX";
    const int MessagesAtOnce = 200;
    const long BytesAtOnce = 4 * 1024 * 1024;

    public async Task RunAsync(IMailStore store, SyncPass pass, CancellationToken cancellationToken)
    {
        pass.Report(SyncStage.Connecting);
        var session = await connector.OpenAsync(settings, settings.Incoming, log => new Pop3Client(log), cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var writer = new ReplicaWriter(store, pass, time);
        await using var stopping = writer.ConfigureAwait(false);
        try
        {
            await CollectAsync(session.Client, store, pass, writer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not MailException and not OperationCanceledException)
        {
            throw new MailException(session.Classify(e), e);
        }

        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task CollectAsync(Pop3Client client, IMailStore store, SyncPass pass, ReplicaWriter writer, CancellationToken cancellationToken)
    {
        pass.Report(SyncStage.Listing);
        var tally = pass.Open(Inbox, MailboxRole.Inbox);
        await writer.PostAsync(new MailboxListed(Inbox, null, MailboxRole.Inbox, true), cancellationToken).ConfigureAwait(false);
        var listing = await ListAsync(client, cancellationToken).ConfigureAwait(false);
        var downloaded = await store.Reader.GetDownloadedUniqueIdsAsync(cancellationToken).ConfigureAwait(false);
        tally.Total = listing.Entries.Count(e => !downloaded.Contains(e.UniqueId));
        foreach (var batch in PopPlanner.PlanDownloads(listing, downloaded, MessagesAtOnce, BytesAtOnce))
            await DownloadAsync(client, batch, tally, pass, writer, cancellationToken).ConfigureAwait(false);
    }

    async Task<DropListing> ListAsync(Pop3Client client, CancellationToken cancellationToken)
    {
        if (client.Count == 0) return new([]);
        try
        {
            var uniqueIds = await client.GetMessageUidsAsync(cancellationToken).ConfigureAwait(false);
            var sizes = await client.GetMessageSizesAsync(cancellationToken).ConfigureAwait(false);
            return new([.. uniqueIds.Zip(sizes, (id, size) => (id, size)).Select((m, index) => new DropListingEntry(index, m.id, m.size))]);
        }
        catch (NotSupportedException e)
        {
            throw new MailException(PopFailures.NoUniqueIds(settings.Incoming), e);
        }
    }

    // A refusal within a pipelined batch hides which message it was for, so that batch is asked for again one by one.
    async Task DownloadAsync(
        Pop3Client client, IReadOnlyList<DropListingEntry> batch, MailboxTally tally, SyncPass pass, ReplicaWriter writer,
        CancellationToken cancellationToken)
    {
        try
        {
            var streams = await client.GetStreamsAsync([.. batch.Select(e => e.Index)], false, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < batch.Count; i++) await PostAsync(batch[i], streams[i], tally, writer, cancellationToken).ConfigureAwait(false);
        }
        catch (Pop3CommandException) when (batch.Count > 1)
        {
            foreach (var entry in batch) await DownloadAsync(client, [entry], tally, pass, writer, cancellationToken).ConfigureAwait(false);
        }
        catch (Pop3CommandException e)
        {
            pass.AddProblem(tally, batch[0].UniqueId, PopFailures.Unreadable(batch[0].UniqueId, e.StatusText));
        }
    }

    ValueTask PostAsync(DropListingEntry entry, Stream stream, MailboxTally tally, ReplicaWriter writer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var origin = new ContentOrigin(Inbox, 0, 0, default, now, entry.UniqueId);
        return writer.PostAsync(new IncomingMessage(ReceivedContent.InMemoryStream(stream), origin, tally, Fold), cancellationToken);

        IEnumerable<StoreChange> Fold(ContentOrigin o, ContentKey key, MessageHeaders headers) =>
        [
            new MessageFiled(o.Mailbox, MailboxRole.Inbox, key, o.Flags, o.InternalDate, headers),
            new DropEntryDownloaded(o.UniqueId, key, now),
        ];
    }
}
