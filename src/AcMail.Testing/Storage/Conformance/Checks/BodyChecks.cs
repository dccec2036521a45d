using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>The text of messages, which is read some time after they came.</summary>
static class BodyChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Words of a body are found once it was read, spread over headers and body", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("Réunion");
            await store.StoreAsync("Réunion", 2, "Other");
            await store.StoreAsync("Sortie", 3);
            Expect.Sequence([], await store.ListAsync(text: "ete"), "what is found before the text was read");
            const string Text = "Tout l'ÉTÉ\n\tà lyon, prof@lycée.fr; Αθήνα, οδός, Ёлка, Новый, أحمد, كِتَاب, שָׁלוֹם, हिन्दी, "
                + "Łódź, Đorđe, København, Malmo, cœur, boeuf, Manœuvrassent, Schlussstraße";
            await store.CommitAsync([new BodyTextIndexed(key, Sample.Headers("Réunion"), Text)]);
            store = await bench.CrashAsync();
            string[] found =
            [
                "ete", "reun été", "lyo tout DAVID", "prof@lycee", "réunion", "ΑΘΗΝΑ", "Αθήνα", "αθή ete", "οδος", "ΟΔΟΣ", "елка", "ЁЛКА", "новыи", "احمد", "أحمد", "كتاب",
                "שלום", "हिन्दी", "lodz", "ŁÓDŹ", "dorde", "Đorđe", "KOBENHAVN", "købe", "malmø", "coeur", "Cœur", "bœuf", "boeuf", "manoeuvrassent", "manœuvrass",
                "schlussstrasse", "schlußstraß",
            ];
            foreach (var text in found)
                Expect.Sequence([2u, 1u], (await store.ListAsync(text: text)).Select(m => m.Uid), $"what is found by \"{text}\"");
            Expect.Sequence([2u], (await store.ListAsync("Other", "ete")).Select(m => m.Uid), "what is found in a mailbox");
            foreach (var text in (string[])["ete sortie", "yon", "lyon prof@lyon", "ete NOT tout"])
                Expect.Sequence([], await store.ListAsync(text: text), $"what is found by \"{text}\"");
            await store.CommitAsync([new BodyTextIndexed(key, Sample.Headers("Réunion"), "hiver")]);
            Expect.Sequence([], await store.ListAsync(text: "hiver"), "what is found by a second text");
        }),

        new("Contents wait to be read in the order in which they came, whatever holds them", static async bench =>
        {
            var store = await bench.OpenAsync();
            var keys = new List<ContentKey>();
            for (uint uid = 1; uid <= 5; uid++) keys.Add(await store.StoreAsync($"{uid}", uid));
            keys.Add(await store.AppendAsync("outgoing"));
            Expect.Sequence(keys.Take(5), await store.Content.GetUnindexedAsync(9), "the contents that wait, without one that was not committed");
            await store.Outbox.EnqueueAsync(Sample.Outgoing(keys[5]));
            Expect.Sequence(keys.Take(2), await store.Content.GetUnindexedAsync(2), "the first that wait");
            await store.CommitAsync([Read(keys[1]), Read(keys[4]), Read(keys[1])]);
            store = await bench.ReopenAsync();
            Expect.Sequence([keys[0], keys[2], keys[3], keys[5]], await store.Content.GetUnindexedAsync(9), "the contents that still wait");
            await store.CommitAsync([Read(keys[5]), new MessagesVanished("INBOX", Sample.Validity, UidSet.Of(1, 2, 3))]);
            await store.StoreAsync("1", 9);
            Expect.Sequence([keys[0], keys[2], keys[3]], await store.Content.GetUnindexedAsync(9), "the contents that wait, some of them held by nothing");
            await store.CommitAsync([Sample.Filed(keys[5], "Sent", "gesendet")]);
            Expect.Sequence(["Sent"], (await store.ListAsync(text: "texte")).Select(m => m.Mailbox).Where(m => m == "Sent"), "what was read before it was filed");
            Expect.Equal(1, (await store.ListAsync(text: "gesen")).Count, "the messages found by the subject under which it was filed");
        }),

        new("A body that comes after its header waits to be read, and is found then", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (header, whole) = (await store.AppendAsync("header"), await store.AppendAsync("whole"));
            await store.CommitAsync([Sample.Added(header, 5, "s") with { HeaderOf = new("place", 5000) }, new BodyTextIndexed(header, Sample.Headers("s"), "")]);
            await store.CommitAsync([new MessageBodyAdded("INBOX", Sample.Validity, 5, whole, Sample.Headers("s"))]);
            Expect.Sequence([whole], await store.Content.GetUnindexedAsync(9), "the contents that wait");
            await store.CommitAsync([Read(whole)]);
            Expect.Sequence([5u], (await store.ListAsync(text: "texte")).Select(m => m.Uid), "what is found in the body");
            await store.CommitAsync([new MessageDiscarded((await store.SingleAsync()).Id)]);
            Expect.Sequence([], await store.ListAsync(text: "texte"), "what is found after it was deleted here");
        }),

        new("That something is attached is known once it was read, and told", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (files, none) = (await store.StoreAsync("files"), await store.StoreAsync("none", 2));
            await store.CommitAsync([Sample.Added(files, 3, mailbox: "Other"), Sample.Filed(files, "Deleted")]);
            await store.CommitAsync([new MessageDiscarded((await store.ListAsync("Deleted"))[0].Id)]);
            Expect.Sequence([], await store.ListAsync(new MessageQuery { HasAttachments = true }), "the messages with attachments before");
            var mirror = await FeedMirror.ReadAsync(store);
            await store.CommitAsync([Read(files) with { HasAttachments = true }, Read(none)]);
            var told = await mirror.FollowAsync(store);
            Expect.Sequence([1u, 3u], told.OfType<MessageChanged>().Select(c => c.Message.Uid).Order(), "the messages that are told to have changed");
            await mirror.CompareAsync(store);
            store = await bench.CrashAsync();
            Expect.Sequence([3u, 1u], (await store.ListAsync(new MessageQuery { HasAttachments = true })).Select(m => m.Uid), "the messages with attachments");
            Expect.Sequence([2u], (await store.ListAsync(new MessageQuery { HasAttachments = false })).Select(m => m.Uid), "those without");
            Expect.Sequence([1u], (await store.ListAsync(new MessageQuery { HasAttachments = true, Mailbox = "INBOX", Text = "texte" })).Select(m => m.Uid), "those in a mailbox");
        }),

        new("That nothing is attached, or was read before, changes nothing", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (none, files) = (await store.StoreAsync("none"), await store.StoreAsync("files", 2));
            await store.CommitAsync([Read(files) with { HasAttachments = true }]);
            var revision = await store.Reader.GetRevisionAsync();
            foreach (var again in (BodyTextIndexed[])[Read(none), Read(none) with { HasAttachments = true }, Read(files), Read(files) with { HasAttachments = true }])
            {
                await store.CommitAsync([again]);
                Expect.Equal(revision, await store.Reader.GetRevisionAsync(), $"the revision after {again}");
            }

            Expect.Sequence([2u], (await store.ListAsync(new MessageQuery { HasAttachments = true })).Select(m => m.Uid), "the messages with attachments");
        }),

        new("A message of known content comes with what is attached to it, and so does a body", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (header, whole) = (await store.AppendAsync("header"), await store.AppendAsync("whole"));
            await store.CommitAsync([Sample.Filed(whole, "Other"), Read(whole) with { HasAttachments = true }]);
            await store.CommitAsync([Sample.Added(whole, 4, "s"), Sample.Added(header, 5, "s") with { HeaderOf = new("place", 5000) }]);
            Expect.Sequence([(5u, false), (4u, true)], (await store.ListAsync("INBOX")).Select(m => (m.Uid, m.HasAttachments)), "the messages");
            await store.CommitAsync([new MessageBodyAdded("INBOX", Sample.Validity, 5, whole, Sample.Headers("s"))]);
            Expect.Sequence([5u, 4u], (await store.ListAsync(new MessageQuery { Mailbox = "INBOX", HasAttachments = true })).Select(m => m.Uid), "those with attachments");
        }),

        new("After a rebuild everything waits to be read", static async bench =>
        {
            if (bench.Maintenance is not { } maintenance) return;
            var store = await bench.OpenAsync();
            var key = await store.StoreAsync("x");
            await store.CommitAsync([Read(key)]);
            await bench.CloseAsync();
            await maintenance.RebuildAsync(StoreBench.Account);
            store = await bench.OpenAsync();
            Expect.Sequence([key], await store.Content.GetUnindexedAsync(9), "the contents that wait");
            Expect.Sequence([], await store.ListAsync(text: "texte"), "what is found before");
            await store.CommitAsync([Read(key)]);
            Expect.Equal(1, (await store.ListAsync(text: "texte")).Count, "the messages found after");
        }),
    ];

    static BodyTextIndexed Read(ContentKey key) => new(key, Sample.Headers("s"), "texte");
}
