using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Fetches messages of the selected mailbox and hands them to the writer, newest first.</summary>
/// <param name="folder">The mailbox.</param>
/// <param name="tally">Counts.</param>
/// <param name="pass">Is told.</param>
/// <param name="writer">Takes what is received.</param>
/// <param name="transfers">What was done here to the places of messages.</param>
sealed class ImapDownloader(ImapFolder folder, MailboxTally tally, SyncPass pass, ReplicaWriter writer, IReadOnlyList<StoredTransfer> transfers)
{
    const int MessagesAtOnce = 1000;

    public async Task DownloadAsync(UidSet wanted, CancellationToken cancellationToken)
    {
        tally.Total = (int)wanted.Count;
        pass.Report(SyncStage.Downloading, tally);
        foreach (var chunk in wanted.ChunksDescending(MessagesAtOnce))
            await DownloadChunkAsync(chunk, cancellationToken).ConfigureAwait(false);
    }

    // A server that refuses a whole FETCH because of one message it cannot read is asked for ever smaller parts, down to that one.
    async Task DownloadChunkAsync(UidSet chunk, CancellationToken cancellationToken)
    {
        var received = new HashSet<uint>();
        string? refusal = null;
        try
        {
            await FetchAsync(chunk, received, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (ImapCommandException e)
        {
            refusal = e.ResponseText;
        }

        var rest = chunk.Except(UidSet.Of(received));
        if (rest.Count == 1) pass.AddProblem(tally, $"{rest}", ImapFailures.Unreadable(tally.Name, rest, refusal));
        else if (rest.Count > 1)
            foreach (var half in rest.ChunksDescending((int)(rest.Count + 1) / 2))
                await DownloadChunkAsync(half, cancellationToken).ConfigureAwait(false);
    }

    async Task FetchAsync(UidSet chunk, HashSet<uint> received, CancellationToken cancellationToken)
    {
        var uids = ImapObserver.ToUniqueIds(folder, chunk);
        var summaries = await folder.FetchAsync(
            uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate | MessageSummaryItems.ModSeq,
            cancellationToken).ConfigureAwait(false);
        // A message that goes between the two commands is without details or without content: the next pass sees it gone.
        var details = summaries.ToDictionary(s => s.UniqueId.Id);
        await folder.GetStreamsAsync(uids, OnReceivedAsync, cancellationToken).ConfigureAwait(false);

        var withoutContent = UidSet.Of(details.Keys.Where(uid => !received.Contains(uid)));
        if (withoutContent.Count > 0) await AcceptEmptyAsync(withoutContent, details, cancellationToken).ConfigureAwait(false);

        async Task OnReceivedAsync(ImapFolder _, int index, UniqueId uid, Stream stream, CancellationToken token)
        {
            if (stream.Length == 0 || !details.TryGetValue(uid.Id, out var summary) || !received.Add(uid.Id)) return;
            await PostAsync(summary, ((ReceivingStream)stream).Take(), token).ConfigureAwait(false);
        }
    }

    // Some servers answer nothing, or an empty body, for a message that they cannot read; only one whose size is 0 is really empty.
    async Task AcceptEmptyAsync(UidSet uids, Dictionary<uint, IMessageSummary> details, CancellationToken cancellationToken)
    {
        var sizes = await folder.FetchAsync(
            ImapObserver.ToUniqueIds(folder, uids), MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellationToken).ConfigureAwait(false);
        foreach (var sized in sizes)
        {
            var summary = details[sized.UniqueId.Id];
            if (sized.Size == 0)
                await PostAsync(summary, ReceivedContent.InMemoryStream(Stream.Null), cancellationToken).ConfigureAwait(false);
            else
                pass.AddProblem(tally, $"{sized.UniqueId.Id}", ImapFailures.Unreadable(tally.Name, UidSet.Of(sized.UniqueId.Id), null));
        }
    }

    async ValueTask PostAsync(IMessageSummary summary, ReceivedContent content, CancellationToken cancellationToken)
    {
        var origin = new ContentOrigin(
            tally.Name, folder.UidValidity, summary.UniqueId.Id, ImapFlags.From(summary), summary.InternalDate ?? DateTimeOffset.UnixEpoch, "");
        var modSeq = summary.ModSeq ?? 0;
        await writer.PostAsync(new IncomingMessage(content, origin, tally, Fold), cancellationToken).ConfigureAwait(false);

        IEnumerable<StoreChange> Fold(ContentOrigin o, ContentKey key, MessageHeaders headers)
        {
            if (TransferPlanner.Rewritten(transfers, o.Mailbox, o.UidValidity, o.Uid, key, headers.MessageId) is { } taken)
                yield return new TransferArrived(taken.Id, o.UidValidity, o.Uid, LeftBehind: true);
            yield return new MessageAdded(o.Mailbox, o.UidValidity, o.Uid, key, o.Flags, modSeq, o.InternalDate, headers);
        }
    }
}
