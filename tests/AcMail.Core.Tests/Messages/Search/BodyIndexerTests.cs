using System.Text;
using AcMail.Storage;
using AcMail.Testing;
using AcMail.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AcMail.Core.Tests.Messages.Search;

public sealed class BodyIndexerTests : IAsyncDisposable
{
    readonly FakeTimeProvider _time = new();
    readonly List<BodyIndexer> _indexers = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var indexer in _indexers) await indexer.DisposeAsync();
    }

    [Fact]
    public async Task All_that_waits_is_read_and_found()
    {
        var store = await FillAsync(new(), 1200);
        var progress = new Counts();
        await Indexer(store).RunAsync(progress, Some.Token);
        progress.Values.ShouldBe([500, 1000, 1200]);
        (await FindAsync(store, "mot1199")).ShouldHaveSingleItem().Uid.ShouldBe(1199u);
        (await FindAsync(store, "commun")).Count.ShouldBe(1200);
        (await store.Content.GetUnindexedAsync(9, Some.Token)).ShouldBeEmpty();
        await Indexer(store).RunAsync(progress, Some.Token);
        progress.Values.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_kill_around_any_commit_costs_a_batch_at_most()
    {
        var stores = new InMemoryMailStoreProvider();
        var before = await CommitsAsync(stores, 1200);
        var commits = stores.Commits - before;
        commits.ShouldBe(3);
        foreach (var kill in StoreFault.KillsAround(commits))
        {
            stores = new();
            await FillAsync(stores, 1200);
            stores.Fault = kill with { Commit = kill.Commit + stores.Commits };
            var store = await stores.OpenAsync("pro");
            await Should.ThrowAsync<StoreCrashException>(() => Indexer(store).RunAsync(null, Some.Token));
            store = await stores.OpenAsync("pro");
            var left = (await store.Content.GetUnindexedAsync(9999, Some.Token)).Count;
            left.ShouldBe(Math.Max(0, 1200 - (500 * (kill.Moment == StoreFaultMoment.After ? kill.Commit : kill.Commit - 1))), $"{kill}");
            await Indexer(store).RunAsync(null, Some.Token);
            (await FindAsync(store, "commun")).Count.ShouldBe(1200, $"{kill}");
        }
    }

    [Theory]
    [InlineData(MailErrorKind.StorageDamaged)]
    [InlineData(MailErrorKind.StorageUnavailable)]
    [InlineData(MailErrorKind.MessageNotFound)]
    public async Task What_cannot_be_read_does_not_keep_the_rest_from_being_found_and_is_found_once_it_can(MailErrorKind kind)
    {
        var store = await FillAsync(new(), 1200);
        await Indexer(new Damaged(store, kind, 600)).RunAsync(null, Some.Token);
        (await FindAsync(store, "commun")).Count.ShouldBe(600);
        (await store.Content.GetUnindexedAsync(9999, Some.Token)).Count.ShouldBe(600);
        await Indexer(store).RunAsync(null, Some.Token);
        (await FindAsync(store, "commun")).Count.ShouldBe(1200);
    }

    [Fact]
    public async Task It_stops_between_two_messages_and_goes_on_from_there()
    {
        var store = await FillAsync(new(), 1200);
        using var stop = new CancellationTokenSource();
        var stopping = new Counts(() => stop.Cancel());
        await Should.ThrowAsync<OperationCanceledException>(() => Indexer(store).RunAsync(stopping, stop.Token));
        (await FindAsync(store, "commun")).Count.ShouldBe(500);
        await Indexer(store).RunAsync(null, Some.Token);
        (await FindAsync(store, "commun")).Count.ShouldBe(1200);
    }

    [Fact]
    public async Task The_background_begins_after_a_rest_and_ends_with_the_next_pass()
    {
        var store = await FillAsync(new(), 5);
        var indexer = Indexer(store);
        indexer.Start();
        indexer.Stop();
        _time.Advance(BodyIndexer.Rest);
        indexer.Start();
        _time.Advance(BodyIndexer.Rest / 2);
        (await FindAsync(store, "commun")).ShouldBeEmpty();
        _time.Advance(BodyIndexer.Rest / 2);
        await indexer.Background;
        (await FindAsync(store, "commun")).Count.ShouldBe(5);
        await indexer.DisposeAsync();
        indexer.Start();
        indexer.Stop();
    }

    [Fact]
    public async Task What_goes_wrong_in_the_background_is_tried_again_after_the_next_pass()
    {
        var stores = new InMemoryMailStoreProvider();
        var store = await FillAsync(stores, 5);
        stores.Fault = new(stores.Commits + 1, StoreFaultMoment.Before, MailErrorKind.StorageFull);
        var indexer = Indexer(store);
        for (var pass = 0; pass < 2; pass++)
        {
            indexer.Start();
            _time.Advance(BodyIndexer.Rest);
            await indexer.Background;
        }

        (await FindAsync(store, "commun")).Count.ShouldBe(5);
    }

    BodyIndexer Indexer(IMailStore store)
    {
        _indexers.Add(new("pro", _ => new(store), _time, NullLogger<BodyIndexer>.Instance));
        return _indexers[^1];
    }

    async Task<int> CommitsAsync(InMemoryMailStoreProvider stores, int count)
    {
        var store = await FillAsync(stores, count);
        var before = stores.Commits;
        await Indexer(store).RunAsync(null, Some.Token);
        return before;
    }

    static async Task<IMailStore> FillAsync(InMemoryMailStoreProvider stores, int count)
    {
        var store = await stores.OpenAsync("pro");
        var changes = new List<StoreChange>();
        for (uint uid = 0; uid < count; uid++)
        {
            var content = Encoding.UTF8.GetBytes($"Subject: s\r\n\r\nmot{uid} commun\r\n");
            var key = await store.Content.AppendAsync(content, new("INBOX", 1, uid, default, default, ""));
            changes.Add(new MessageAdded("INBOX", 1, uid, key, default, 0, default, HeaderParser.Parse(content)));
        }

        await store.CommitAsync(changes);
        return store;
    }

    static async Task<List<MessageInfo>> FindAsync(IMailStore store, string text) => await store.Reader.QueryAsync(new() { Text = text }).ToListAsync();

    /// <summary>Counts what is reported, where it is reported.</summary>
    sealed class Counts(Action? then = null) : IProgress<int>
    {
        public List<int> Values { get; } = [];

        public void Report(int value)
        {
            Values.Add(value);
            then?.Invoke();
        }
    }

    /// <summary>A store that cannot give out the first of its contents.</summary>
    sealed class Damaged(IMailStore inner, MailErrorKind kind, int damaged) : IMailStore, IContentStore
    {
        readonly HashSet<ContentKey> _opened = [];

        public IContentStore Content => this;

        public IReplicaReader Reader => inner.Reader;

        public IMaildropReader Maildrop => inner.Maildrop;

        public IOutboxStore Outbox => inner.Outbox;

        public ISyncReader Sync => inner.Sync;

        public ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default) =>
            _opened.Count < damaged && _opened.Add(key)
            ? throw new MailException(new(kind, new("damaged", "endommagé"), new("", "")))
            : inner.Content.OpenReadAsync(key, cancellationToken);

        public ValueTask<IReadOnlyList<ContentKey>> GetUnindexedAsync(int limit, CancellationToken cancellationToken = default) =>
            inner.Content.GetUnindexedAsync(limit, cancellationToken);

        public ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default) =>
            inner.CommitAsync(changes, cancellationToken);

        public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<ContentKey> AppendAsync(ReadOnlyMemory<byte> content, ContentOrigin origin, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<ContentKey> AppendSpoolAsync(Stream spool, ContentOrigin origin, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask ReferAsync(ContentKey content, ContentOrigin origin, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<HeldContent?>> FindAsync(
            string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Stream CreateSpool() => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
