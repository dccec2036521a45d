using AcMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Testing.Tests.Storage;

public sealed class InMemoryStoreTests
{
    static readonly byte[][] Messages = [.. Enumerable.Range(1, 3).Select(i => new byte[] { (byte)i })];

    readonly InMemoryMailStoreProvider _stores = new();

    [Fact]
    public async Task A_program_that_is_killed_around_every_commit_goes_on_where_it_was()
    {
        await FetchAsync(_stores);
        _stores.Commits.ShouldBe(4);
        foreach (var kill in StoreFault.KillsAround(_stores.Commits))
        {
            var stores = new InMemoryMailStoreProvider { Fault = kill };
            await Should.ThrowAsync<StoreCrashException>(() => FetchAsync(stores));
            stores.Fault.ShouldBeNull();
            (await CountAsync(stores)).ShouldBe(kill.Moment == StoreFaultMoment.After ? Math.Min(kill.Commit, 3) : kill.Commit - 1, $"{kill}");
            await FetchAsync(stores);
            (await CountAsync(stores)).ShouldBe(3, $"{kill}");
        }
    }

    [Fact]
    public async Task A_commit_that_fails_applies_nothing_and_the_next_one_goes_on()
    {
        foreach (var failure in StoreFault.FailuresOf(3))
        {
            var stores = new InMemoryMailStoreProvider { Fault = failure };
            (await Should.ThrowAsync<MailException>(() => FetchAsync(stores))).Failure.Kind.ShouldBe(MailErrorKind.StorageFull);
            (await CountAsync(stores)).ShouldBe(failure.Commit - 1, $"{failure}");
            await FetchAsync(stores);
            (await CountAsync(stores)).ShouldBe(3, $"{failure}");
        }
    }

    [Theory]
    [InlineData(StoreFaultMoment.Before, false)]
    [InlineData(StoreFaultMoment.During, true)]
    public async Task Whether_content_outlives_a_commit_that_fails_depends_on_when_it_fails(StoreFaultMoment moment, bool held)
    {
        _stores.Fault = new(1, moment, MailErrorKind.StorageUnavailable);
        await using var store = await _stores.OpenAsync("pro");
        var key = await store.Content.AppendAsync(Messages[0], Origin);
        await Should.ThrowAsync<MailException>(async () => await store.CommitAsync([]));
        var open = async () => await store.Content.OpenReadAsync(key);
        if (held) (await open()).Length.ShouldBe(1);
        else (await open.ShouldThrowAsync<MailException>()).Failure.Kind.ShouldBe(MailErrorKind.MessageNotFound);
    }

    [Fact]
    public async Task What_is_open_when_the_program_is_killed_is_of_no_use_any_more()
    {
        var store = await _stores.OpenAsync("pro");
        var lease = await store.TryAcquireLeaseAsync();
        _stores.Crash();
        await Should.ThrowAsync<StoreCrashException>(async () => await store.Reader.GetMailboxesAsync());
        Should.Throw<StoreCrashException>(store.Content.CreateSpool);
        await using var after = await _stores.OpenAsync("pro");
        await using var next = await after.TryAcquireLeaseAsync();
        next.ShouldNotBeNull();
        await lease!.DisposeAsync();
        await store.DisposeAsync();
        (await after.TryAcquireLeaseAsync()).ShouldBeNull();
    }

    [Fact]
    public void Only_a_kill_can_come_after_a_commit() =>
        Should.Throw<ArgumentException>(() => _stores.Fault = new(1, StoreFaultMoment.After, MailErrorKind.StorageFull));

    [Fact]
    public async Task A_second_host_finds_what_the_first_one_kept()
    {
        await using (var first = Host()) await FetchAsync(first.GetRequiredService<IMailStoreProvider>());
        await using var second = Host();
        (await CountAsync(second.GetRequiredService<IMailStoreProvider>())).ShouldBe(3);
        (await second.GetRequiredService<IStoreMaintenance>().CheckAsync("pro")).Messages.ShouldBe(3);
        second.GetRequiredService<InMemoryMailStoreProvider>().ShouldBe(_stores);
    }

    [Fact]
    public async Task Ten_thousand_messages_are_no_burden()
    {
        await using var store = await _stores.OpenAsync("pro");
        var key = await store.Content.AppendAsync(Messages[0], Origin);
        for (uint uid = 1; uid <= 10_000; uid++) await store.CommitAsync([Added(key, uid)]);
        for (var i = 0; i < 100; i++) (await store.Reader.GetUidsAsync("INBOX", 1)).Count.ShouldBe(10_000);
        for (uint uid = 1; uid <= 10_000; uid++) await store.CommitAsync([Added(key, uid) with { UidValidity = 2 }]);
        (await store.Reader.GetMailboxesAsync())[0].Messages.ShouldBe(10_000);
    }

    static ContentOrigin Origin => new("INBOX", 1, 1, default, default, "");

    /// <summary>Stores what is missing, message by message, and then sends one.</summary>
    static async Task FetchAsync(IMailStoreProvider stores)
    {
        await using var store = await stores.OpenAsync("pro");
        for (uint uid = 1; uid <= Messages.Length; uid++)
        {
            if ((await store.Reader.GetUidsAsync("INBOX", 1)).Contains(uid)) continue;
            var key = await store.Content.AppendAsync(Messages[uid - 1], Origin);
            await store.CommitAsync([Added(key, uid)]);
        }

        if ((await store.Outbox.GetOpenAsync()).Count > 0) return;
        await store.Outbox.EnqueueAsync(new(await store.Content.AppendAsync(Messages[0], Origin), "m", "a@x", ["b@x"], "s", default));
    }

    static async Task<int> CountAsync(IMailStoreProvider stores)
    {
        await using var store = await stores.OpenAsync("pro");
        return (await store.Reader.GetMailboxesAsync()).Sum(m => m.Messages);
    }

    static MessageAdded Added(ContentKey key, uint uid) => new("INBOX", 1, uid, key, default, 0, default, MessageHeaders.None);

    ServiceProvider Host()
    {
        var services = new ServiceCollection();
        services.AddAcMail().UseInMemoryStore(_stores);
        return services.BuildServiceProvider();
    }
}
