using System.Text;
using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

/// <summary>What left the outbox, where the state of before is put back.</summary>
public sealed class DepartureTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData(OutboxState.Done, true)]
    [InlineData(OutboxState.Done, false)]
    [InlineData(OutboxState.Queued, true)]
    [InlineData(OutboxState.Queued, false)]
    public async Task What_was_sent_since_a_state_that_is_put_back_does_not_wait_to_be_sent(OutboxState outcome, bool rebuilds)
    {
        var id = await EnqueueAsync(await _stores.OpenAsync());
        var former = await CloseAndReadStateAsync();
        var store = await _stores.OpenAsync();
        (await store.Outbox.TryAdvanceAsync(id, OutboxState.Queued, OutboxState.Sending)).ShouldBeTrue();
        await store.CommitAsync([new OutboxAdvanced(id, outcome, "250 ok")]);
        await PutBackAsync(former);

        await ShouldBeAsync(OutboxState.Unknown, rebuilds);
        // Asked to, it waits again, and nothing of before keeps it from being sent.
        (await (await _stores.OpenAsync()).Outbox.TryAdvanceAsync(id, OutboxState.Unknown, OutboxState.Queued)).ShouldBeTrue();
        await ShouldBeAsync(OutboxState.Queued, rebuilds: false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_taken_out_since_a_state_that_is_put_back_does_not_wait_to_be_sent(bool rebuilds)
    {
        var id = await EnqueueAsync(await _stores.OpenAsync());
        var former = await CloseAndReadStateAsync();
        (await (await _stores.OpenAsync()).Outbox.TryAdvanceAsync(id, OutboxState.Queued, OutboxState.Done)).ShouldBeTrue();
        await PutBackAsync(former);
        await ShouldBeAsync(OutboxState.Unknown, rebuilds);
    }

    [Fact]
    public async Task What_comes_in_between_does_not_cut_off_what_tells_of_it()
    {
        var id = await EnqueueAsync(await _stores.OpenAsync());
        var former = await CloseAndReadStateAsync();
        var store = await _stores.OpenAsync();
        await store.Outbox.TryAdvanceAsync(id, OutboxState.Queued, OutboxState.Sending);
        await store.CommitAsync([new OutboxAdvanced(id, OutboxState.Done, "250 ok")]);
        await PutBackAsync(former);
        await (await _stores.OpenAsync()).StoreAsync("comes");
        await _stores.CloseAsync();
        await ShouldBeAsync(OutboxState.Unknown, rebuilds: false);
    }

    [Fact]
    public async Task What_a_dead_process_was_sending_waits_once_a_person_says_so()
    {
        var store = await _stores.OpenAsync();
        var id = await EnqueueAsync(store);
        (await store.Outbox.TryAdvanceAsync(id, OutboxState.Queued, OutboxState.Sending)).ShouldBeTrue();
        await using var crashed = new StoreFixture();
        _stores.Copy(crashed);
        var left = crashed.SenderLocks().ShouldHaveSingleItem();

        store = await crashed.OpenAsync();
        (await store.Outbox.GetOpenAsync()).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Sending);
        (await store.Outbox.TryAdvanceAsync(id, OutboxState.Sending, OutboxState.Queued)).ShouldBeTrue();
        store = await crashed.ReopenAsync();
        (await store.Outbox.GetOpenAsync()).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Queued);
        (await crashed.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.UnknownContents.ShouldBe(0));

        // Whoever sends takes the dead one's lock away, and has one himself.
        (await store.Outbox.TryAdvanceAsync(id, OutboxState.Queued, OutboxState.Sending)).ShouldBeTrue();
        crashed.SenderLocks().ShouldHaveSingleItem().ShouldNotBe(left);
    }

    [Fact]
    public async Task What_is_being_sent_says_nothing_of_another_entry_of_the_same_message()
    {
        var store = await _stores.OpenAsync();
        var id = await EnqueueAsync(store);
        await EnqueueAsync(store);
        (await store.Outbox.TryAdvanceAsync(id, OutboxState.Queued, OutboxState.Sending)).ShouldBeTrue();
        (await (await _stores.OpenAsync()).Outbox.GetOpenAsync()).Select(e => e.State).ShouldBe([OutboxState.Sending, OutboxState.Queued]);
    }

    [Fact]
    public async Task What_left_before_the_state_that_is_put_back_waits()
    {
        var store = await _stores.OpenAsync();
        var id = await EnqueueAsync(store);
        await store.Outbox.TryAdvanceAsync(id, OutboxState.Queued, OutboxState.Sending);
        await store.CommitAsync([new OutboxAdvanced(id, OutboxState.Queued, "450 later")]);
        var former = await CloseAndReadStateAsync();
        await (await _stores.OpenAsync()).StoreAsync("comes");
        await PutBackAsync(former);
        (await (await _stores.OpenAsync()).Outbox.GetOpenAsync()).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Queued);
    }

    static async Task<long> EnqueueAsync(IMailStore store)
    {
        var bytes = Encoding.ASCII.GetBytes("From: me@x\r\nTo: a@x\r\nSubject: s\r\nMessage-ID: <1@x>\r\n\r\nBonjour\r\n");
        var key = await store.Content.AppendAsync(bytes, Mail.Origin(0, "", 0));
        return await store.Outbox.EnqueueAsync(new(key, "1@x", "me@x", ["a@x"], "s", Mail.Date));
    }

    async Task<byte[]> CloseAndReadStateAsync()
    {
        await _stores.CloseAsync();
        return await File.ReadAllBytesAsync(_stores.Database);
    }

    async Task PutBackAsync(byte[] former)
    {
        await _stores.CloseAsync();
        await File.WriteAllBytesAsync(_stores.Database, former);
    }

    async Task ShouldBeAsync(OutboxState state, bool rebuilds)
    {
        await _stores.CloseAsync();
        if (rebuilds) await _stores.RebuildAsync();
        (await (await _stores.OpenAsync()).Outbox.GetOpenAsync()).ShouldHaveSingleItem().State.ShouldBe(state);
        await _stores.CloseAsync();
        (await _stores.CheckAsync()).ShouldSatisfyAllConditions(r => r.Problems.ShouldBeEmpty(), r => r.UnknownContents.ShouldBe(0));
    }
}
