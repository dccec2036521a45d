using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class SharingTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task Two_stores_append_at_the_same_time_to_packs_of_their_own()
    {
        var (one, other) = (await _stores.OpenAsync(), await _stores.OpenAsync());
        await Task.WhenAll(Fill(one, 1), Fill(other, 1001));
        File.Exists(_stores.Pack(1)).ShouldBeTrue();
        File.Exists(_stores.Pack(2)).ShouldBeTrue();
        File.Exists(_stores.Pack(3)).ShouldBeFalse();
        foreach (var store in (IMailStore[])[one, other])
        {
            var messages = await store.ListAsync();
            messages.Count.ShouldBe(200);
            foreach (var message in messages)
                (await store.ReadAsync((await store.Reader.FindAsync(message.Id))!.Content)).ShouldBe(Mail.Bytes(message.Headers.Subject));
        }

        (await one.MailboxAsync()).Messages.ShouldBe(200);
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();

        static async Task Fill(IMailStore store, uint first)
        {
            for (var uid = first; uid < first + 100; uid += 10)
            {
                var changes = new List<StoreChange>();
                for (var i = uid; i < uid + 10; i++) changes.Add(Mail.Added(await store.AppendAsync($"{i}", i), i, $"{i}"));
                await store.CommitAsync(changes);
            }
        }
    }

    [Fact]
    public async Task The_same_message_stored_by_two_at_once_is_held_once()
    {
        var (one, other) = (await _stores.OpenAsync(), await _stores.OpenAsync());
        var key = await one.AppendAsync("same");
        await other.AppendAsync("same", 2);
        await one.CommitAsync([Mail.Added(key, 1)]);
        await other.CommitAsync([Mail.Added(key, 2)]);
        (await other.ReadAsync(key)).ShouldBe(Mail.Bytes("same"));
        (await _stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Contents.ShouldBe(1), r => r.Messages.ShouldBe(2));
    }

    [Fact]
    public async Task A_pack_is_taken_up_again_when_its_writer_is_gone()
    {
        await (await _stores.OpenAsync()).StoreAsync("1");
        await (await _stores.ReopenAsync()).StoreAsync("2", 2);
        File.Exists(_stores.Pack(2)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_received_and_never_committed_is_gone_when_its_writer_closes_and_the_pack_is_filled_further()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("1");
        var length = new FileInfo(_stores.Pack()).Length;
        await store.AppendAsync("received, and then cancelled", 2);
        await _stores.CloseAsync();
        new FileInfo(_stores.Pack()).Length.ShouldBe(length);
        (await _stores.CheckAsync()).UnknownContents.ShouldBe(0);
        await (await _stores.OpenAsync()).StoreAsync("3", 3);
        File.Exists(_stores.Pack(2)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_store_that_rests_leaves_its_pack_to_others_and_goes_on_where_it_was()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("1");
        await _stores.RestAsync();
        var other = await _stores.OpenAsync();
        await other.StoreAsync("2", 2);
        File.Exists(_stores.Pack(2)).ShouldBeFalse();
        var key = await store.StoreAsync("3", 3);
        File.Exists(_stores.Pack(2)).ShouldBeTrue();
        (await store.ReadAsync(key)).ShouldBe(Mail.Bytes("3"));
        (await other.MailboxAsync()).Messages.ShouldBe(3);
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_does_not_rest_while_content_waits_for_its_commit()
    {
        var store = await _stores.OpenAsync();
        await store.StoreAsync("1");
        var key = await store.AppendAsync("2", 2);
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        await (await _stores.OpenAsync()).StoreAsync("3", 3);
        File.Exists(_stores.Pack(2)).ShouldBeTrue();
        await store.CommitAsync([Mail.Added(key, 2)]);
        await _stores.RestAsync();
        (await store.ReadAsync(key)).ShouldBe(Mail.Bytes("2"));
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_lease_clears_spools_that_were_left_behind()
    {
        var store = await _stores.OpenAsync();
        var left = Path.Combine(_stores.Folder, "spool", "left");
        await File.WriteAllTextAsync(left, "x");
        await using var lease = await store.TryAcquireLeaseAsync();
        File.Exists(left).ShouldBeFalse();
    }
}
