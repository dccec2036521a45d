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
    public async Task Many_commits_at_once_share_transactions_and_one_that_fails_fails_alone()
    {
        var store = await _stores.OpenAsync();
        var neverAppended = ContentKey.Of("never appended"u8);

        var commits = Enumerable.Range(1, 60).Select(i => CommitAsync((uint)i)).ToList();

        (await Task.WhenAll(commits)).Count(failed => failed).ShouldBe(6);
        (await store.ListAsync()).Count.ShouldBe(54);
        (await _stores.CheckAsync()).Problems.ShouldBeEmpty();

        async Task<bool> CommitAsync(uint uid)
        {
            var key = uid % 10 == 0 ? neverAppended : await store.AppendAsync($"{uid}", uid);
            try
            {
                await store.CommitAsync([Mail.Added(key, uid, $"{uid}")]);
                return false;
            }
            catch (MailException)
            {
                return true;
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
    public async Task Tasks_of_one_store_do_not_disturb_each_other()
    {
        var store = await _stores.OpenAsync();
        await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Task.Run(() => store.StoreAsync($"{i}", (uint)i))));
        (await store.Reader.GetUidsAsync("INBOX", Mail.Validity)).ShouldBe(UidSet.FromRanges([new(1, 50)]));
        (await _stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.Contents.ShouldBe(50));
    }

    [Fact]
    public async Task Only_one_holds_the_lease()
    {
        var (one, other) = (await _stores.OpenAsync(), await _stores.OpenAsync());
        var lease = await one.TryAcquireLeaseAsync();
        lease.ShouldNotBeNull();
        (await one.TryAcquireLeaseAsync()).ShouldBeNull();
        (await other.TryAcquireLeaseAsync()).ShouldBeNull();
        await lease.DisposeAsync();
        await using var next = await other.TryAcquireLeaseAsync();
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_lease_of_one_account_is_not_that_of_another()
    {
        await using var one = await (await _stores.OpenAsync()).TryAcquireLeaseAsync();
        await using var other = await (await _stores.OpenAsync("perso")).TryAcquireLeaseAsync();
        other.ShouldNotBeNull();
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
