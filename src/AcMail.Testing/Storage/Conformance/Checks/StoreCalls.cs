using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Every call that a store offers, by name; those that write would change something.</summary>
static class StoreCalls
{
    public static IReadOnlyList<(string Name, Func<IMailStore, ContentKey, CancellationToken, Task> Call)> All { get; } =
    [
        ("CommitAsync", static async (s, key, ct) => await s.CommitAsync([Sample.Added(key, 99), new MailboxUnlisted("INBOX")], ct)),
        ("TryAcquireLeaseAsync", static async (s, _, ct) => await s.TryAcquireLeaseAsync(ct)),
        ("Content.AppendAsync", static async (s, _, ct) => await s.Content.AppendAsync(Sample.Noise(10), Sample.Origin(), ct)),
        ("Content.AppendSpoolAsync",
            static async (s, _, ct) => await s.Content.AppendSpoolAsync(new MemoryStream(Sample.Noise(10)), Sample.Origin(), ct)),
        ("Content.OpenReadAsync", static async (s, key, ct) => await (await s.Content.OpenReadAsync(key, ct)).DisposeAsync()),
        ("Content.ReferAsync", static async (s, key, ct) => await s.Content.ReferAsync(key, Sample.Origin(2), ct)),
        ("Content.FindAsync", static async (s, _, ct) => await s.Content.FindAsync("INBOX", Sample.Validity, [new("", "id@x", 9, Sample.Date)], ct)),
        ("Content.GetUnindexedAsync", static async (s, _, ct) => await s.Content.GetUnindexedAsync(9, ct)),
        ("Reader.GetMailboxesAsync", static async (s, _, ct) => await s.Reader.GetMailboxesAsync(ct)),
        ("Reader.GetUidsAsync", static async (s, _, ct) => await s.Reader.GetUidsAsync("INBOX", Sample.Validity, ct)),
        ("Reader.GetPlacementsAsync", static async (s, _, ct) => await s.Reader.GetPlacementsAsync("INBOX", Sample.Validity, Sample.Everything, ct)),
        ("Reader.QueryAsync", static async (s, _, ct) => await s.Reader.QueryAsync(new(), ct).GetAsyncEnumerator(ct).MoveNextAsync()),
        ("Reader.GetRelatedAsync", static async (s, _, ct) => await s.Reader.GetRelatedAsync([1], 9, ct)),
        ("Reader.GetChangesAsync", static async (s, _, ct) => await s.Reader.GetChangesAsync(0, 9, ct)),
        ("Reader.FindAsync", static async (s, _, ct) => await s.Reader.FindAsync(1, ct)),
        ("Sync.GetMemoryAsync", static async (s, _, ct) => await s.Sync.GetMemoryAsync(ct)),
        ("Sync.GetPartialsAsync", static async (s, _, ct) => await s.Sync.GetPartialsAsync(9, Sample.Date, ct)),
        ("Sync.MayHoldAsync", static async (s, _, ct) => await s.Sync.MayHoldAsync([new("", "", 9, Sample.Date)], ct)),
        ("Maildrop.GetAsync", static async (s, _, ct) => await s.Maildrop.GetAsync(ct)),
        ("Maildrop.GetStateAsync", static async (s, _, ct) => await s.Maildrop.GetStateAsync(ct)),
        ("Maildrop.GetDiscardedAsync", static async (s, _, ct) => await s.Maildrop.GetDiscardedAsync(ct)),
        ("Outbox.EnqueueAsync", static async (s, key, ct) => await s.Outbox.EnqueueAsync(Sample.Outgoing(key), ct)),
        ("Outbox.TryEnqueueOnceAsync", static async (s, key, ct) => await s.Outbox.TryEnqueueOnceAsync(Sample.Outgoing(key) with { MessageId = "once@x" }, ct)),
        ("Outbox.TryAdvanceAsync", static async (s, _, ct) => await s.Outbox.TryAdvanceAsync(1, OutboxState.Queued, OutboxState.Sending, ct)),
        ("Outbox.GetOpenAsync", static async (s, _, ct) => await s.Outbox.GetOpenAsync(ct)),
        ("Outbox.FindAsync", static async (s, _, ct) => await s.Outbox.FindAsync("m@x", ct)),
        ("Outbox.FindContentAsync", static async (s, _, ct) => await s.Outbox.FindContentAsync(1, ct)),
    ];
}
