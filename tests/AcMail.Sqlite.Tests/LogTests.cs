using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class LogTests : IAsyncDisposable
{
    const int Commits = 12, Messages = 500;

    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_log_is_begun_anew_however_many_messages_come_without_a_pause(bool appendsMeanwhile)
    {
        var store = await _stores.OpenAsync();
        // A page or two each, so that few messages make a long log.
        var subject = new string('x', 20_000);
        var (longest, written, committing) = (0L, 0L, Task.CompletedTask);
        for (var commit = 0; commit < Commits; commit++)
        {
            var changes = new List<StoreChange>();
            for (var uid = (uint)(commit * Messages) + 1; changes.Count < Messages; uid++)
                changes.Add(Mail.Added(await store.AppendAsync($"{uid}", uid), uid, subject));
            await committing;
            committing = store.CommitAsync(changes).AsTask();
            if (!appendsMeanwhile) await committing;
            longest = Math.Max(longest, new FileInfo(_stores.Database + "-wal").Length);
            written += Messages * 20_000L;
        }

        await committing;
        written.ShouldBeGreaterThan(110_000_000);
        longest.ShouldBeLessThan(100_000_000);
    }

    [Fact]
    public async Task What_was_received_and_is_never_committed_does_not_keep_the_log_of_others()
    {
        await using var one = await _stores.OpenOtherAsync();
        await using var other = await _stores.OpenOtherAsync();
        await one.StoreAsync("a");
        await one.AppendAsync("received, and then cancelled", 2);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var uid = 3u; ; uid++)
        {
            await other.StoreAsync($"{uid}", uid);
            // "0": nobody reads an older state.
            if (Sql.Read(_stores.Database, "PRAGMA wal_checkpoint(TRUNCATE)") is ["0"]) break;
            await Task.Delay(50, patience.Token);
        }
    }
}
