using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>
/// Looks at the messages of a server, and tells which of them are held in local mailboxes: those of the same size whose header is the same, byte for byte.
/// A header without a Message-ID, or that of several messages, does not tell them from others: then the body is read, too.
/// </summary>
/// <param name="link">The connection.</param>
/// <param name="store">The store.</param>
/// <param name="local">What is held.</param>
/// <param name="knowsPlaces">Whether what the replica knows by UIDVALIDITY and UID is this server's, and need not be looked at.</param>
sealed class ServerCensus(ImapLink link, IMailStore store, IReadOnlyList<LocalMessage> local, bool knowsPlaces)
{
    const int HeadersAtOnce = 500;

    readonly ILookup<(string, long), LocalMessage> _candidates =
        local.DistinctBy(m => m.Content).ToLookup(m => (m.MessageId, m.Size));

    /// <summary>The messages of a mailbox that the replica does not know in it yet.</summary>
    public async Task<IReadOnlyList<FoundMessage>> TakeAsync(string mailbox, CancellationToken cancellationToken)
    {
        var view = await link.Observer.SelectAsync(mailbox, writes: false, null, cancellationToken).ConfigureAwait(false);
        var state = view.State;
        var known = knowsPlaces
            ? await store.Reader.GetUidsAsync(mailbox, state.UidValidity, cancellationToken).ConfigureAwait(false)
            : UidSet.Empty;
        var reader = new CensusReader(link, mailbox, view);
        var details = await new CensusDetails(reader, known).ReadAsync((int)state.Exists, cancellationToken).ConfigureAwait(false);
        var held = new Dictionary<uint, ContentKey>();
        foreach (var chunk in details.Where(d => !reader.Refused.ContainsKey(d.Uid) && _candidates.Contains((d.MessageId, d.Size))).Chunk(HeadersAtOnce))
            await CompareAsync(reader, chunk, held, cancellationToken).ConfigureAwait(false);
        return [.. details.Select(d => new FoundMessage(mailbox, state.UidValidity, d, held.TryGetValue(d.Uid, out var key) ? key : null)
        {
            NotGivenOut = reader.Refused.GetValueOrDefault(d.Uid),
        })];
    }

    async Task CompareAsync(
        CensusReader reader, IReadOnlyList<MessageDetails> messages, Dictionary<uint, ContentKey> held, CancellationToken cancellationToken)
    {
        var request = new FetchRequest(MessageSummaryItems.UniqueId) { Headers = HeaderSet.All };
        var headers = new Dictionary<uint, byte[]>();
        await reader.ReadAsync(
            UidSet.Of(messages.Select(m => m.Uid)),
            (folder, part, shown) => link.Client.Headers.CatchAsync(
                async () => shown.UnionWith(
                    (await folder.FetchAsync(UidSets.To(folder, part), request, cancellationToken).ConfigureAwait(false)).Select(s => s.UniqueId.Id)),
                headers),
            uid => headers.TryGetValue(uid, out var header) && header.Length > 0, cancellationToken).ConfigureAwait(false);
        var doubtful = new Dictionary<uint, IReadOnlyList<LocalMessage>>();
        foreach (var group in messages.Where(m => headers.GetValueOrDefault(m.Uid)?.Length > 0).GroupBy(m => (m.MessageId, m.Size)))
        {
            var beginnings = await Beginnings.ReadAsync(
                store.Content, _candidates[group.Key], group.Select(m => headers[m.Uid].Length).ToHashSet(), cancellationToken).ConfigureAwait(false);
            foreach (var message in group)
            {
                var alike = beginnings.Find(headers[message.Uid]);
                if (alike is [{ MessageId.Length: > 0 } only]) held[message.Uid] = only.Content;
                else if (alike.Count > 0) doubtful[message.Uid] = alike;
            }
        }

        await CompareWholeAsync(reader, doubtful, held, cancellationToken).ConfigureAwait(false);
    }

    static async Task CompareWholeAsync(
        CensusReader reader, Dictionary<uint, IReadOnlyList<LocalMessage>> doubtful, Dictionary<uint, ContentKey> held, CancellationToken cancellationToken)
    {
        var received = new HashSet<uint>();
        await reader.ReadAsync(UidSet.Of(doubtful.Keys), AskAsync, received.Contains, cancellationToken).ConfigureAwait(false);

        Task AskAsync(ImapFolder folder, UidSet part, HashSet<uint> shown) =>
            folder.GetStreamsAsync(UidSets.To(folder, part), (_, _, uid, stream, _) => OnReceivedAsync(uid.Id, stream, shown), cancellationToken);

        Task OnReceivedAsync(uint uid, Stream stream, HashSet<uint> shown)
        {
            shown.Add(uid);
            if (stream.Length == 0 || !doubtful.TryGetValue(uid, out var alike)) return Task.CompletedTask;
            using var whole = ((ReceivingStream)stream).Take();
            var key = whole.ReadKey();
            received.Add(uid);
            if (alike.Any(m => m.Content == key)) held[uid] = key;
            return Task.CompletedTask;
        }
    }
}
