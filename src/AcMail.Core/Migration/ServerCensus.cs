using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>
/// Looks at the messages of a server, and tells which of them are held in local mailboxes: those of the same size whose header is the same, byte for byte.
/// A header without a Message-ID, or that of several messages, does not tell them from others: then the body is read, too.
/// </summary>
sealed class ServerCensus(ImapLink link, IMailStore store, IReadOnlyList<LocalMessage> local)
{
    const int DetailsAtOnce = 5000, HeadersAtOnce = 500;

    const MessageSummaryItems Items = MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate | MessageSummaryItems.ModSeq |
        MessageSummaryItems.EmailId | MessageSummaryItems.Size;

    readonly ILookup<(string, long), LocalMessage> _candidates =
        local.DistinctBy(m => m.Content).ToLookup(m => (m.MessageId, m.Size));

    /// <summary>The messages of a mailbox that the replica does not know in it yet.</summary>
    public async Task<IReadOnlyList<FoundMessage>> TakeAsync(string mailbox, CancellationToken cancellationToken)
    {
        var (folder, state, _) = await link.Observer.SelectAsync(mailbox, writes: false, null, cancellationToken).ConfigureAwait(false);
        var known = await store.Reader.GetUidsAsync(mailbox, state.UidValidity, cancellationToken).ConfigureAwait(false);
        var details = await ReadAsync(folder, (int)state.Exists, known, cancellationToken).ConfigureAwait(false);
        var held = new Dictionary<uint, ContentKey>();
        foreach (var chunk in details.Where(d => _candidates.Contains((d.MessageId, d.Size))).Chunk(HeadersAtOnce))
            await CompareAsync(folder, chunk, held, cancellationToken).ConfigureAwait(false);
        return [.. details.Select(d => new FoundMessage(mailbox, state.UidValidity, d, held.TryGetValue(d.Uid, out var key) ? key : null))];
    }

    static async Task<IReadOnlyCollection<MessageDetails>> ReadAsync(ImapFolder folder, int exists, UidSet known, CancellationToken cancellationToken)
    {
        var request = new FetchRequest(Items) { Headers = new([MimeKit.HeaderId.MessageId]) };
        var details = new Dictionary<uint, MessageDetails>();
        for (var first = 0; first < exists; first += DetailsAtOnce)
        {
            var last = Math.Min(first + DetailsAtOnce, exists) - 1;
            foreach (var summary in await folder.FetchAsync(first, last, request, cancellationToken).ConfigureAwait(false))
                if (summary is { Flags: not null, InternalDate: not null } && !known.Contains(summary.UniqueId.Id))
                    details[summary.UniqueId.Id] = MessageDetails.From(summary);
        }

        return details.Values;
    }

    async Task CompareAsync(
        ImapFolder folder, IReadOnlyList<MessageDetails> messages, Dictionary<uint, ContentKey> held, CancellationToken cancellationToken)
    {
        var request = new FetchRequest(MessageSummaryItems.UniqueId) { Headers = HeaderSet.All };
        var uids = UidSets.To(folder, UidSet.Of(messages.Select(m => m.Uid)));
        var headers = await link.Client.Headers.CatchAsync(() => folder.FetchAsync(uids, request, cancellationToken)).ConfigureAwait(false);
        var doubtful = new Dictionary<uint, List<LocalMessage>>();
        foreach (var message in messages)
        {
            if (!headers.TryGetValue(message.Uid, out var header) || header.Length == 0) continue;
            var alike = new List<LocalMessage>();
            foreach (var candidate in _candidates[(message.MessageId, message.Size)])
                if (await IsHeaderOfAsync(header, candidate, cancellationToken).ConfigureAwait(false)) alike.Add(candidate);
            if (alike is [{ MessageId.Length: > 0 } only]) held[message.Uid] = only.Content;
            else if (alike.Count > 0) doubtful[message.Uid] = alike;
        }

        await CompareWholeAsync(folder, doubtful, held, cancellationToken).ConfigureAwait(false);
    }

    static async Task CompareWholeAsync(
        ImapFolder folder, Dictionary<uint, List<LocalMessage>> doubtful, Dictionary<uint, ContentKey> held, CancellationToken cancellationToken)
    {
        if (doubtful.Count == 0) return;
        try
        {
            await folder.GetStreamsAsync(UidSets.To(folder, UidSet.Of(doubtful.Keys)), OnReceivedAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException)
        {
            // What the server does not give out is no message that is held; synchronising tells of it.
        }

        Task OnReceivedAsync(ImapFolder _, int index, UniqueId uid, Stream stream, CancellationToken token)
        {
            using var whole = ((ReceivingStream)stream).Take();
            var key = whole.ReadKey();
            if (doubtful.TryGetValue(uid.Id, out var alike) && alike.Exists(m => m.Content == key)) held[uid.Id] = key;
            return Task.CompletedTask;
        }
    }

    async Task<bool> IsHeaderOfAsync(byte[] header, LocalMessage candidate, CancellationToken cancellationToken)
    {
        var content = await store.Content.OpenReadAsync(candidate.Content, cancellationToken).ConfigureAwait(false);
        await using var closing = content.ConfigureAwait(false);
        if (content.Length < header.Length || (candidate.IsPartial && content.Length > header.Length)) return false;
        var beginning = new byte[header.Length];
        await content.ReadExactlyAsync(beginning, cancellationToken).ConfigureAwait(false);
        return beginning.AsSpan().SequenceEqual(header);
    }
}
