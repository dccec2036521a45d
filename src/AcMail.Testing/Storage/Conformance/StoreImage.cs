using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>
/// All that can be read of a store, as lines that two stores can be compared by. Ids are numbered by their order, for stores differ in them.
/// </summary>
sealed record StoreImage(IReadOnlyList<string> Lines, IReadOnlyList<long> MessageIds, IReadOnlyList<long> TransferIds, IReadOnlyList<long> OutboxIds)
{
    const uint MostValidity = 9;

    /// <summary>What is looked for in bodies.</summary>
    public static readonly string[] Texts = ["l'été à Lyon", "hiver", "un été, un hiver"];

    /// <summary>The EMAILIDs that contents are looked for by.</summary>
    public static IReadOnlyList<string> EmailIds { get; } = ["", "E1", "E2"];

    public static async Task<StoreImage> ReadAsync(IMailStore store)
    {
        var lines = new List<string>();
        var mailboxes = await store.Reader.GetMailboxesAsync();
        lines.AddRange(mailboxes.Select(m => $"{m}"));
        var messages = await store.ListAsync();
        var ids = messages.Select(m => m.Id).Order().ToList();
        foreach (var message in messages) lines.Add(await DescribeAsync(store, message, ids));
        foreach (var text in (string[])[.. Texts, "ete david hiv"])
            lines.Add($"\"{text}\" in {string.Join(' ', (await store.ListAsync(text: text)).Select(m => ids.BinarySearch(m.Id)))}");
        foreach (var mailbox in mailboxes)
            if (mailbox.ServerName is { } name) await AddPlacementsAsync(lines, store.Reader, name);
        lines.AddRange(await DescribeMemoryAsync(store));
        foreach (var message in messages) lines.AddRange(await FindAgainAsync(store, message));
        lines.AddRange((await store.Sync.GetMarksAsync()).Select(m => $"{m}").Order(StringComparer.Ordinal));
        lines.AddRange((await store.Sync.GetStandingsAsync()).Select(m => $"{m}"));
        var transfers = await store.Sync.GetTransfersAsync();
        foreach (var (i, transfer) in transfers.Index()) lines.Add($"transfer {i}: {Describe(transfer, ids)}");
        await AddMaildropAsync(lines, store.Maildrop);
        var outbox = await store.Outbox.GetOpenAsync();
        foreach (var (i, entry) in outbox.Index())
        {
            var content = await store.Outbox.FindContentAsync(entry.Id);
            lines.Add($"outbox {i}: {entry.State}, \"{entry.LastReply}\", \"{entry.Subject}\", {entry.MessageId}, {entry.QueuedAt:O}, "
                + $"from {entry.Sender} to {string.Join(", ", entry.Recipients)}, content {content}{(entry.IsRemainder ? ", a remainder" : "")}");
        }

        return new(lines, ids, [.. transfers.Select(t => t.Id)], [.. outbox.Select(e => e.Id)]);
    }

    public static void Compare(StoreImage expected, StoreImage found, string when) => Expect.Sequence(expected.Lines, found.Lines, when);

    static async Task<string> DescribeAsync(IMailStore store, MessageInfo message, List<long> ids)
    {
        var found = await store.Reader.FindAsync(message.Id);
        Expect.Equal(message, found?.Info, $"the message {message.Id}, listed and found");
        var headers = message.Headers;
        var related = (await store.Reader.GetRelatedAsync(ThreadKeys.Of(headers), ids.Count)).Select(m => ids.BinarySearch(m.Id)).Order();
        return $"message {ids.BinarySearch(message.Id)}: {message.Mailbox} {message.Uid} ({message.Flags}) {message.InternalDate:O}, {message.Size} bytes, "
            + $"\"{headers.Subject}\", {headers.From} to {headers.To}, {headers.Cc}, {headers.Date:O}, {headers.MessageId} after {headers.References}, "
            + $"partial: {message.IsPartial}, attachments: {message.HasAttachments}, content {found!.Content}, {found.HeaderOf?.ToString() ?? "whole"}, "
            + $"related to {string.Join(' ', related)}";
    }

    // A message that was deleted here has the id that it had; which one that is shows when it is back.
    static string Describe(StoredTransfer transfer, List<long> ids)
    {
        var message = transfer.Message;
        var number = message is null ? "none" : ids.BinarySearch(message.Id) is >= 0 and var known ? $"{known}" : "deleted";
        return $"to {transfer.Target ?? "nowhere"} from {Place(transfer.Source)}, copy of {Place(transfer.CopyOf)}, {transfer.Attempt}, left: {transfer.IsLeft}, "
            + $"message {number} ({message?.Flags}) {message?.InternalDate:O} {message?.MessageId} {message?.Content}, partial: {message?.IsPartial}";
    }

    static string Place(MessagePlace? place) => place is null ? "nowhere" : $"{place.Mailbox} {place.UidValidity}/{place.Uid}";

    static async Task<IEnumerable<string>> DescribeMemoryAsync(IMailStore store)
    {
        var memory = await store.Sync.GetMemoryAsync();
        return
        [
            $"of {memory.Owner ?? "nobody"}", .. memory.Distrusts.Select(d => $"{d}"), .. memory.Quarantine.Select(q => $"{q}"), .. memory.Held.Select(h => $"{h}"),
            .. (await store.Sync.GetPartialsAsync(50, Sample.Date.AddMinutes(2))).Select(p => $"{p}"),
        ];
    }

    static async Task<IEnumerable<string>> FindAgainAsync(IMailStore store, MessageInfo message)
    {
        ContentIdentity[] identities =
            [.. EmailIds.Select(e => new ContentIdentity(e, e.Length == 0 ? message.Headers.MessageId : "", message.Size, message.InternalDate))];
        return (await store.Content.FindAsync(message.Mailbox, 1, identities)).Select(h => $"found again: {h}");
    }

    static async Task AddMaildropAsync(List<string> lines, IMaildropReader reader)
    {
        var maildrop = await reader.GetAsync();
        var (state, discarded) = (maildrop.State, await reader.GetDiscardedAsync());
        lines.Add($"maildrop {Utc(state.Clock)}, {Utc(state.Leap)}, {Utc(state.LastLogin)}, {state.LoginDelay}, {state.Owner}");
        foreach (var entry in maildrop.Entries.OrderBy(e => e.UniqueId, StringComparer.Ordinal))
        {
            lines.Add($"ledger {entry.UniqueId}: {entry.State}, {entry.Size} bytes, \"{entry.Rule}\", {Utc(entry.DownloadedAt)}, {Utc(entry.Date)}, "
                + $"missing {Utc(entry.MissingSince)} {entry.MissingCount}, doubtful: {entry.Doubtful}, content {entry.Content}, "
                + $"discarded: {discarded.Contains(entry.UniqueId)}");
        }
    }

    // The ledger counts time; where on Earth it was told does not matter.
    static string Utc(DateTimeOffset? time) => time?.UtcDateTime.ToString("O") ?? "never";

    static async Task AddPlacementsAsync(List<string> lines, IReplicaReader reader, string mailbox)
    {
        for (uint validity = 0; validity <= MostValidity; validity++)
        {
            var placements = await reader.GetPlacementsAsync(mailbox, validity, Sample.Everything);
            lines.AddRange(placements.Select(p => $"{mailbox} {validity} {p}"));
            // What a move left behind is known and is no message.
            var uids = await reader.GetUidsAsync(mailbox, validity);
            if (uids.Count > 0) lines.Add($"{mailbox} {validity} {uids}");
            Expect.Equal(
                UidSet.Empty, UidSet.Of(placements.Select(p => p.Uid)).Except(uids), $"the UIDs of {mailbox} under {validity} without those of its placements");
        }
    }
}
