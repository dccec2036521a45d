using AcMail.Storage;

namespace AcMail.Testing;

static class DropChecks
{
    public static IEnumerable<ConformanceCheck> All { get; } =
    [
        new("Unique-ids that were downloaded are remembered character by character", static async bench =>
        {
            var store = await bench.OpenAsync();
            var (x, y) = (await store.AppendAsync("x"), await store.AppendAsync("y"));
            string[] ids = ["u1", "U1", "!~[]{}\\\"'%", new('a', 70)];
            await store.CommitAsync([.. ids.Select(id => new DropEntryDownloaded(id, x, Sample.Date))]);
            await store.CommitAsync([new DropEntryDownloaded("u1", y, Sample.Date.AddDays(1))]);
            store = await bench.ReopenAsync();
            Expect.Sequence(
                ids.Order(StringComparer.Ordinal), (await store.Reader.GetDownloadedUniqueIdsAsync()).Order(StringComparer.Ordinal), "the unique-ids");
        }),

        new("A unique-id stays when the message it stood for is gone", static async bench =>
        {
            var store = await bench.OpenAsync();
            var key = await store.AppendAsync("x");
            await store.CommitAsync(
            [
                new DropEntryDownloaded("u1", key, Sample.Date), new MessageFiled("INBOX", MailboxRole.Inbox, key, default, Sample.Date, Sample.Headers("x")),
            ]);
            await store.CommitAsync([new MailboxUnlisted("INBOX")]);
            Expect.Sequence(["u1"], await store.Reader.GetDownloadedUniqueIdsAsync(), "the unique-ids");
        }),
    ];
}
