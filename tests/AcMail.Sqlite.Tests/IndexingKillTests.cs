using System.Text;
using AcMail.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace AcMail.Sqlite.Tests;

/// <summary>The program is killed while it reads bodies for the search: before a commit, with part of it in SQLite's log, and after it.</summary>
public sealed class IndexingKillTests
{
    const int Messages = 1200, Batch = 500, Commits = 3;

    /// <summary>The commit, and how much of what it writes to the log is written.</summary>
    public static TheoryData<int, int> Kills
    {
        get
        {
            var kills = new TheoryData<int, int>();
            for (var commit = 1; commit <= Commits; commit++)
                foreach (var percent in (int[])[0, 50, 99, 100]) kills.Add(commit, percent);
            return kills;
        }
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task What_was_committed_is_found_and_the_rest_is_read_next_time_each_once(int commit, int percent)
    {
        await using StoreFixture killed = new(), after = new();
        var keys = await FillAsync(await killed.OpenAsync());
        var dying = new MortalStore(await killed.ReopenAsync(), commit, percent, killed, after);
        await Should.ThrowAsync<KilledException>(() => IndexAsync(dying));

        var store = await after.OpenAsync();
        dying.Read.ShouldBe(keys.Take(Batch * (percent == 100 ? commit : commit - 1)));
        (await store.Content.GetUnindexedAsync(Messages)).ShouldBe(keys.Skip(dying.Read.Count));
        await ShouldFindAsync(store, dying.Read.Count);

        var next = new MortalStore(store);
        await IndexAsync(next);
        dying.Read.Concat(next.Read).ShouldBe(keys);
        await ShouldFindAsync(store, Messages);
        (await store.Content.GetUnindexedAsync(1)).ShouldBeEmpty();
        (await after.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_kills_are_around_every_commit()
    {
        await using var stores = new StoreFixture();
        var store = await stores.OpenAsync();
        await FillAsync(store);
        var living = new MortalStore(store);
        await IndexAsync(living);
        living.Commits.ShouldBe(Commits);
    }

    static async Task IndexAsync(IMailStore store)
    {
        await using var indexer = new BodyIndexer("pro", _ => new(store), TimeProvider.System, NullLogger<BodyIndexer>.Instance);
        await indexer.RunAsync(null, CancellationToken.None);
    }

    static async Task<List<ContentKey>> FillAsync(IMailStore store)
    {
        var keys = new List<ContentKey>();
        for (var uid = 1u; uid <= Messages; uid++)
            keys.Add(await store.Content.AppendAsync(Encoding.UTF8.GetBytes($"Subject: s\r\n\r\n{Word(uid)}\r\n"), Mail.Origin(uid)));
        await store.CommitAsync([.. keys.Select((key, i) => Mail.Added(key, (uint)i + 1))]);
        return keys;
    }

    /// <summary>Each of the first messages is found by the word that only its body has, and no other is.</summary>
    static async Task ShouldFindAsync(IMailStore store, int first)
    {
        for (var uid = 1u; uid <= Messages; uid++)
            (await store.ListAsync(text: Word(uid))).Select(m => m.Uid).ShouldBe(uid <= first ? [uid] : []);
    }

    static string Word(uint uid) => $"mot{uid:D4}";

    /// <summary>A store whose process is killed at a commit; what its files are then goes on in another place.</summary>
    sealed class MortalStore(IMailStore store, int last = 0, int percent = 0, StoreFixture? from = null, StoreFixture? to = null) : IMailStore
    {
        public int Commits { get; private set; }

        /// <summary>The contents whose text was committed.</summary>
        public List<ContentKey> Read { get; } = [];

        public IContentStore Content => store.Content;

        public IReplicaReader Reader => store.Reader;

        public IMaildropReader Maildrop => store.Maildrop;

        public IOutboxStore Outbox => store.Outbox;

        public ISyncReader Sync => store.Sync;

        public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) =>
            store.TryAcquireLeaseAsync(cancellationToken);

        public async ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
        {
            if (++Commits != last) return await ReadAsync(changes, cancellationToken);
            var before = Log(from!).Length;
            if (percent == 100) await ReadAsync(changes, cancellationToken);
            else if (percent > 0) await store.CommitAsync(changes, cancellationToken);
            from!.Copy(to!);
            if (percent is > 0 and < 100) Cut(Log(to!), before);
            throw new KilledException();
        }

        public ValueTask DisposeAsync() => store.DisposeAsync();

        async ValueTask<IReadOnlyList<long>> ReadAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken)
        {
            var filed = await store.CommitAsync(changes, cancellationToken);
            Read.AddRange(changes.Cast<BodyTextIndexed>().Select(c => c.Content));
            return filed;
        }

        void Cut(FileInfo log, long before)
        {
            log.Length.ShouldBeGreaterThan(before);
            using var file = log.OpenWrite();
            file.SetLength(before + ((log.Length - before) * percent / 100));
        }

        static FileInfo Log(StoreFixture stores) => new(stores.Database + "-wal");
    }

    /// <summary>What a killed process would not have lived to see.</summary>
    sealed class KilledException : Exception;
}
