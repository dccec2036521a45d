using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Messages that are found by what they have in common with others.</summary>
static class ThreadChecks
{
    static readonly MessageHeaders First = new("Sortie", "a@x", "b@x", "", Sample.Date, "1@x");
    static readonly MessageHeaders Second = First with { Subject = "Re: Sortie", MessageId = "2@x", References = "1@x" };
    static readonly MessageHeaders Third = First with { Subject = "RE : Sortie", MessageId = "3@x", References = "1@x 2@x" };
    static readonly MessageHeaders Other = new("Réunion", "a@x", "b@x", "", null, "");

    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Messages are found by each of their thread keys, wherever they are", static async bench =>
        {
            var store = await bench.OpenAsync();
            await StoreAsync(store, (First, "INBOX"), (Second, "Sent"), (Third, "INBOX"), (Other, "Other"));
            store = await bench.ReopenAsync();
            await FindsAsync(store, [.. ThreadKeys.Of(First).Except(ThreadKeys.Of(Third))], 1);
            await FindsAsync(store, [.. ThreadKeys.Of(Third).Intersect(ThreadKeys.Of(Second))], 2, 3);
            await FindsAsync(store, [.. ThreadKeys.Of(First), .. ThreadKeys.Of(Second)], 1, 2, 3);
            await FindsAsync(store, [.. ThreadKeys.Of(Other)], 4);
            await FindsAsync(store, [1, 2, 3]);
            await FindsAsync(store, []);
        }),

        new("A message is related in every mailbox that holds it, and no more once it left", static async bench =>
        {
            var store = await bench.OpenAsync();
            var keys = await StoreAsync(store, (First, "INBOX"));
            await store.CommitAsync([Sample.Added(keys[0], 7, mailbox: "All") with { Headers = First }]);
            Expect.Equal(2, (await store.Reader.GetRelatedAsync(ThreadKeys.Of(First), 9)).Count, "the copies");
            Expect.Equal(1, (await store.Reader.GetRelatedAsync(ThreadKeys.Of(First), 1)).Count, "at most one of them");
            await store.CommitAsync([new MailboxUnlisted("INBOX")]);
            var left = await store.Reader.GetRelatedAsync(ThreadKeys.Of(First), 9);
            Expect.Sequence([await store.SingleAsync()], left, "the copy that is left");
        }),

        new("A message that was deleted here is related to nothing until it is restored", static async bench =>
        {
            var store = await bench.OpenAsync();
            await StoreAsync(store, (First, "INBOX"), (Second, "INBOX"));
            var deleted = (await store.ListAsync()).Single(m => m.Uid == 1).Id;
            await store.CommitAsync([new MessageDiscarded(deleted)]);
            await FindsAsync(store, [.. ThreadKeys.Of(First), .. ThreadKeys.Of(Second)], 2);
            await store.CommitAsync([new MessageRestored(deleted)]);
            await FindsAsync(store, [.. ThreadKeys.Of(First), .. ThreadKeys.Of(Second)], 1, 2);
        }),

        new("A rebuild finds out again what belongs together", static async bench =>
        {
            if (bench.Maintenance is not { } maintenance) return;
            var store = await bench.OpenAsync();
            var text = "Subject: Re: x\r\nMessage-ID: <2@x>\r\nReferences: <1@x>\r\n\r\n"u8.ToArray();
            var headers = new MessageHeaders("Re: x", "", "", "", null, "2@x") { References = "1@x" };
            var key = await store.Content.AppendAsync(text, Sample.Origin());
            await store.CommitAsync([Sample.Added(key, 1) with { Headers = headers }]);
            await bench.CloseAsync();
            await maintenance.RebuildAsync(StoreBench.Account);
            store = await bench.OpenAsync();
            foreach (var threadKey in ThreadKeys.Of(headers))
                Expect.Sequence([headers], (await store.Reader.GetRelatedAsync([threadKey], 9)).Select(m => m.Headers), $"the message of {threadKey}");
        }),
    ];

    static async Task<List<ContentKey>> StoreAsync(IMailStore store, params (MessageHeaders Headers, string Mailbox)[] messages)
    {
        var keys = new List<ContentKey>();
        foreach (var (i, (headers, mailbox)) in messages.Index())
        {
            keys.Add(await store.AppendAsync($"{i}"));
            await store.CommitAsync([Sample.Added(keys[^1], (uint)i + 1, mailbox: mailbox) with { Headers = headers }]);
        }

        return keys;
    }

    static async Task FindsAsync(IMailStore store, IReadOnlyCollection<long> keys, params uint[] uids) =>
        Expect.Sequence(uids, (await store.Reader.GetRelatedAsync(keys, 9)).Select(m => m.Uid).Order(), "the UIDs of the related messages");
}
