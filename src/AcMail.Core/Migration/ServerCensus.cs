using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>
/// Looks at the messages of a server, and tells which of them are held in local mailboxes: those of the same size whose header is the same, byte for byte,
/// and has a Message-ID.
/// </summary>
sealed class ServerCensus(ImapLink link, IMailStore store, IReadOnlyList<LocalMessage> local)
{
    const int DetailsAtOnce = 5000, HeadersAtOnce = 500;

    const MessageSummaryItems Items = MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate | MessageSummaryItems.ModSeq |
        MessageSummaryItems.EmailId | MessageSummaryItems.Size;

    readonly ILookup<(string, long), LocalMessage> _candidates =
        local.Where(m => m.MessageId.Length > 0).DistinctBy(m => m.Content).ToLookup(m => (m.MessageId, m.Size));

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
        foreach (var message in messages)
        {
            if (!headers.TryGetValue(message.Uid, out var header) || header.Length == 0) continue;
            foreach (var candidate in _candidates[(message.MessageId, message.Size)])
            {
                if (!await IsHeaderOfAsync(header, candidate, cancellationToken).ConfigureAwait(false)) continue;
                held[message.Uid] = candidate.Content;
                break;
            }
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
