using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using MimeKit;

namespace AcMail;

/// <summary>Fetches messages in as few round trips as their number allows, and hands them to the writer; what is held already is only linked.</summary>
sealed class MessageFetcher(ImapPassContext context)
{
    /// <summary>Fetches <paramref name="wanted"/>, and adds to <paramref name="handled"/> what is settled, also where it fails.</summary>
    public Task FetchAsync(MailboxWork work, UidSet wanted, HashSet<uint> handled, CancellationToken cancellationToken) =>
        FetchAsync(work, wanted, handled, readsHeaders: true, cancellationToken);

    /// <summary>Fetches whole messages without a look at their headers, whose lines some servers write so that they cannot be read.</summary>
    public Task FetchWholeAsync(MailboxWork work, UidSet wanted, HashSet<uint> handled, CancellationToken cancellationToken) =>
        FetchAsync(work, wanted, handled, readsHeaders: false, cancellationToken);

    /// <summary>Fetches the bodies of messages whose headers are held.</summary>
    public async Task CompleteAsync(MailboxWork work, UidSet wanted, HashSet<uint> handled, CancellationToken cancellationToken)
    {
        var (details, _) = await FetchDetailsAsync(work, wanted, null, cancellationToken).ConfigureAwait(false);
        work.Shown = work.Shown.Union(UidSet.Of(details.Keys));
        await ReceiveAsync(
            work, UidSet.Of(details.Keys), details, handled,
            (one, _, key, headers) => [one.Completed(work, key, headers)], cancellationToken)
            .ConfigureAwait(false);
    }

    bool NeedsMessageIds =>
        context.HoldsMessages && context.Settings.TrustMessageIds && !Bodies.OnDemand && !context.Link.Client.Capabilities.HasFlag(ImapCapabilities.ObjectID);

    bool IsStandIn(ReadOnlySpan<byte> octets) => StandIns.IsOne(context.Link.Client.Headers.Greeting, octets);

    BodySettings Bodies => context.Settings.Bodies;

    bool Keeps(MessageDetails message) => Bodies.Keeps(message.Size, message.InternalDate, context.Now);

    /// <summary>Where all headers are fetched, the Message-ID is known, also where there is none.</summary>
    bool IsToldByBytes(MailboxWork work, MessageDetails message) =>
        work.Awaited.IsToldByBytes(message.Uid, Bodies.OnDemand || message.MessageId.Length > 0 ? message.MessageId : null);

    async Task FetchAsync(MailboxWork work, UidSet wanted, HashSet<uint> handled, bool readsHeaders, CancellationToken cancellationToken)
    {
        var (details, caught) = await FetchDetailsAsync(
            work, wanted, readsHeaders ? FirstHeaders(work) : null, cancellationToken).ConfigureAwait(false);
        if (readsHeaders && NeedsMessageIds && !work.IsRenumbered) await FetchMessageIdsAsync(work, details, cancellationToken).ConfigureAwait(false);
        foreach (var one in details.Values) work.Saw(one.ModSeq);
        work.Shown = work.Shown.Union(UidSet.Of(details.Keys));
        var linked = await LinkAsync(work, details, handled, cancellationToken).ConfigureAwait(false);
        var rest = details.Values.Where(d => !linked.Contains(d.Uid)).ToList();

        // Content that was numbered anew and cannot be told by its identity is known by its bytes.
        var whole = UidSet.Of(rest.Where(d => !readsHeaders || work.IsRenumbered || Keeps(d) || IsToldByBytes(work, d)).Select(d => d.Uid));
        var partial = UidSet.Of(rest.Select(d => d.Uid)).Except(whole);
        if (partial.Count > 0 && !Bodies.OnDemand)
            (_, caught) = await FetchDetailsAsync(work, partial, HeaderSet.All, cancellationToken).ConfigureAwait(false);
        foreach (var uid in partial.Where(
            uid => caught.TryGetValue(uid, out var header) && header.Length > 0 && !IsStandIn(header) && handled.Add(uid)))
            await PostHeaderAsync(work, details[uid], caught[uid], cancellationToken).ConfigureAwait(false);

        // A message without a header is fetched whole: there is nothing to show of it otherwise.
        whole = whole.Union(partial).Except(UidSet.Of(handled));
        await ReceiveAsync(work, whole, details, handled, (one, header, key, parsed) => one.Placed(work, key, parsed, header), cancellationToken).ConfigureAwait(false);
        var withoutContent = whole.Except(UidSet.Of(handled));
        if (withoutContent.Count > 0) await AcceptEmptyAsync(work, withoutContent, details, handled, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The header fields that ride on the first FETCH: where a mailbox was numbered anew, nearly all of it is held.</summary>
    HeaderSet? FirstHeaders(MailboxWork work) =>
        Bodies.OnDemand ? HeaderSet.All : NeedsMessageIds && work.IsRenumbered ? new([HeaderId.MessageId]) : null;

    /// <summary>Fetches the Message-IDs of those for which it makes a difference.</summary>
    async Task FetchMessageIdsAsync(MailboxWork work, Dictionary<uint, MessageDetails> details, CancellationToken cancellationToken)
    {
        if (details.Count == 0) return;
        var all = details.Values.ToList();
        var held = await context.Store.Sync.MayHoldAsync([.. all.Select(d => d.Identity(false))], cancellationToken).ConfigureAwait(false);
        var asked = UidSet.Of(all.Zip(held).Where(d => d.Second).Select(d => d.First.Uid));
        if (asked.Count == 0) return;
        var (again, _) = await FetchDetailsAsync(work, asked, new([HeaderId.MessageId]), cancellationToken).ConfigureAwait(false);
        foreach (var one in again.Values) details[one.Uid] = one;
    }

    async Task<(Dictionary<uint, MessageDetails> Details, IReadOnlyDictionary<uint, byte[]> Headers)> FetchDetailsAsync(
        MailboxWork work, UidSet uids, HeaderSet? headers, CancellationToken cancellationToken)
    {
        var items = ModSequences.WithFlags(work.Folder) | MessageSummaryItems.InternalDate | MessageSummaryItems.EmailId;
        if (context.HoldsMessages || !Bodies.KeepsAll) items |= MessageSummaryItems.Size;
        var request = new FetchRequest(items) { Headers = headers };

        IList<IMessageSummary> summaries = [];
        async Task AskAsync() => summaries = await work.Folder.FetchAsync(UidSets.To(work.Folder, uids), request, cancellationToken).ConfigureAwait(false);

        IReadOnlyDictionary<uint, byte[]> caught = new Dictionary<uint, byte[]>();
        if (headers == HeaderSet.All) caught = await context.Link.Client.Headers.CatchAsync(AskAsync).ConfigureAwait(false);
        else await AskAsync().ConfigureAwait(false);

        // A line may come twice, and flags may be told along; only of one that is asked for alone is a line without date all that can be had.
        var details = new Dictionary<uint, MessageDetails>();
        foreach (var summary in summaries.Where(s => s.Flags is not null && (s.InternalDate is not null || uids.Count == 1) && uids.Contains(s.UniqueId.Id)))
            details[summary.UniqueId.Id] = MessageDetails.From(summary);
        return (details, caught);
    }

    async Task<IReadOnlySet<uint>> LinkAsync(
        MailboxWork work, Dictionary<uint, MessageDetails> details, HashSet<uint> handled, CancellationToken cancellationToken)
    {
        if (!context.HoldsMessages || details.Count == 0) return handled;
        var uids = details.Keys.Order().ToList();
        var found = await context.Store.Content.FindAsync(
            work.Name, work.UidValidity, [.. uids.Select(uid => details[uid].Identity(context.Settings.TrustMessageIds))], cancellationToken)
            .ConfigureAwait(false);
        foreach (var (uid, held) in IdentityPlanner.Link(uids, found))
        {
            // A header does where the body is not kept; else the message is fetched after all. So is one that may be what was sent, which only its own bytes or
            // its own header tell.
            var one = details[uid];
            var isFetched = held.WholeSize is null ? work.Awaited.IsToldByHeader(uid) : Keeps(one) || IsToldByBytes(work, one);
            if (isFetched && !work.IsRenumbered) continue;
            var added = held.WholeSize is { } size
                ? one.AddedHeader(work, held.Content, MessageHeaders.None, size)
                : one.Added(work, held.Content, MessageHeaders.None);
            var origin = held.WholeSize is null ? one.Origin(work) : ImapPlaces.HeaderOrigin(added);
            if (one.Taken(work, held.Content, one.MessageId) is { } arrived) await context.Writer.PostAsync(arrived, cancellationToken).ConfigureAwait(false);
            await context.Writer.PostAsync(new LinkedMessage(added, origin, work.IsRenumbered ? null : work.Tally), cancellationToken).ConfigureAwait(false);
            handled.Add(uid);
        }

        return handled;
    }

    async Task ReceiveAsync(
        MailboxWork work, UidSet uids, Dictionary<uint, MessageDetails> details, HashSet<uint> handled,
        Func<MessageDetails, ContentKey?, ContentKey, MessageHeaders, IEnumerable<StoreChange>> fold, CancellationToken cancellationToken)
    {
        if (uids.Count == 0) return;
        await work.Folder.GetStreamsAsync(UidSets.To(work.Folder, uids), OnReceivedAsync, cancellationToken).ConfigureAwait(false);

        async Task OnReceivedAsync(ImapFolder _, int index, UniqueId uid, Stream stream, CancellationToken token)
        {
            if (stream.Length == 0 || IsStandIn(((ReceivingStream)stream).InMemory)) return;
            if (!uids.Contains(uid.Id) || !details.TryGetValue(uid.Id, out var one) || !handled.Add(uid.Id)) return;
            var content = ((ReceivingStream)stream).Take();
            var header = work.Awaited.IsToldByHeader(uid.Id) ? content.ReadHeaderKey() : (ContentKey?)null;
            await context.Writer.PostAsync(
                new IncomingMessage(content, one.Origin(work), work.Tally, (_, key, headers) => fold(one, header, key, headers)), token).ConfigureAwait(false);
        }
    }

    // Some servers answer nothing, or an empty body, for a message that they cannot read; only one whose size is 0 is really empty.
    async Task AcceptEmptyAsync(
        MailboxWork work, UidSet uids, Dictionary<uint, MessageDetails> details, HashSet<uint> handled, CancellationToken cancellationToken)
    {
        var sizes = await work.Folder.FetchAsync(
            UidSets.To(work.Folder, uids), MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellationToken).ConfigureAwait(false);
        foreach (var empty in sizes.Where(s => s.Size == 0 && details.ContainsKey(s.UniqueId.Id) && handled.Add(s.UniqueId.Id)))
        {
            var one = details[empty.UniqueId.Id];
            await context.Writer.PostAsync(
                new IncomingMessage(
                    ReceivedContent.InMemoryStream(Stream.Null), one.Origin(work), work.Tally, (_, key, headers) => [one.Added(work, key, headers)]),
                cancellationToken).ConfigureAwait(false);
        }
    }

    ValueTask PostHeaderAsync(MailboxWork work, MessageDetails details, byte[] header, CancellationToken cancellationToken) => context.Writer.PostAsync(
        new IncomingMessage(
            ReceivedContent.InMemoryStream(new MemoryStream(header)), ImapPlaces.HeaderOrigin(details.Added(work, default, MessageHeaders.None)),
            work.Tally, (_, key, headers) => [details.AddedHeader(work, key, headers, details.Size)]),
        cancellationToken);
}
