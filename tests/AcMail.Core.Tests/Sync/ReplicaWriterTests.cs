using System.Text;
using AcMail.Storage;
using AcMail.Tests;
using Microsoft.Extensions.Time.Testing;

namespace AcMail.Core.Tests.Sync;

public sealed class ReplicaWriterTests : IAsyncDisposable
{
    /// <summary>So many are handed over at once.</summary>
    const int Batch = 256;

    readonly HeldStore _store = new();
    readonly FakeTimeProvider _time = new();
    readonly SyncPass _pass = new(null);
    readonly MailboxTally _tally = new("INBOX");

    public async ValueTask DisposeAsync()
    {
        _store.LetGo();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task More_is_appended_while_a_commit_is_under_way()
    {
        var writer = await BeginCommitAsync();
        await PostAsync(writer, Batch + 1);
        // It would be time for another.
        _time.Advance(TimeSpan.FromSeconds(1));
        await PostAsync(writer, (2 * Batch) + 1);
        var flushed = Task.Run(() => writer.FlushAsync(CancellationToken.None));

        SpinWait.SpinUntil(() => _store.Memory.Stored.Count == 3 * Batch, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        (_store.Commits, flushed.IsCompleted, _tally.Added, _pass.BytesCommitted).ShouldBe((1, false, 0, 0));

        _store.LetGo();
        await flushed;
        _store.Memory.Changes.OfType<MessageAdded>().Select(c => (int)c.Uid).ShouldBe(Enumerable.Range(1, 3 * Batch));
        (_store.Commits, _tally.Added, _tally.Received).ShouldBe((2, 3 * Batch, 3 * Batch));
        _pass.BytesCommitted.ShouldBe(_pass.BytesReceived);
        await writer.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_committed_after_a_commit_that_fails()
    {
        _store.Memory.Fault = _ => MailErrorKind.StorageFull;
        var writer = await BeginCommitAsync();
        await PostAsync(writer, Batch + 1);
        var flushed = Task.Run(() => writer.FlushAsync(CancellationToken.None));
        _store.LetGo();

        (await Should.ThrowAsync<MailException>(() => flushed)).Failure.Kind.ShouldBe(MailErrorKind.StorageFull);
        await Should.ThrowAsync<MailException>(() => writer.FlushAsync(CancellationToken.None));
        await writer.DisposeAsync();
        (_store.Commits, _tally.Added, _pass.BytesCommitted).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task Whoever_disposes_of_it_waits_for_the_commit_that_is_under_way()
    {
        var writer = await BeginCommitAsync();
        var disposing = writer.DisposeAsync().AsTask();
        disposing.IsCompleted.ShouldBeFalse();
        _store.LetGo();
        await disposing;
        _tally.Added.ShouldBe(Batch);
    }

    async Task<ReplicaWriter> BeginCommitAsync()
    {
        var writer = new ReplicaWriter(_store, _pass, _time);
        _time.Advance(TimeSpan.FromSeconds(1));
        await PostAsync(writer, 1);
        await _store.Begun;
        return writer;
    }

    async Task PostAsync(ReplicaWriter writer, int first)
    {
        foreach (var uid in Enumerable.Range(first, Batch)) await PostAsync(writer, (uint)uid);
    }

    ValueTask PostAsync(ReplicaWriter writer, uint uid)
    {
        var origin = new ContentOrigin("INBOX", 7, uid, default, DateTimeOffset.UnixEpoch, "");
        var content = ReceivedContent.InMemoryStream(new MemoryStream(Encoding.ASCII.GetBytes($"Subject: {uid}\r\n\r\n{uid}\r\n")));
        return writer.PostAsync(
            new IncomingMessage(content, origin, _tally, (o, key, headers) => [new MessageAdded("INBOX", 7, o.Uid, key, default, 0, o.InternalDate, headers)]),
            CancellationToken.None);
    }

    /// <summary>A store whose first commit waits to be let go.</summary>
    sealed class HeldStore : IMailStore
    {
        readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public MemoryStore Memory { get; } = new();

        public Task Begun => _begun.Task;

        public int Commits { get; private set; }

        public IContentStore Content => Memory;

        public IReplicaReader Reader => Memory;

        public IMaildropReader Maildrop => Memory.Maildrop;

        public ISyncReader Sync => Memory.Sync;

        public IOutboxStore Outbox => Memory;

        public void LetGo() => _letGo.TrySetResult();

        public async ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
        {
            Commits++;
            _begun.TrySetResult();
            await _letGo.Task;
            return await Memory.CommitAsync(changes, cancellationToken);
        }

        public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) => Memory.TryAcquireLeaseAsync(cancellationToken);

        public ValueTask DisposeAsync() => Memory.DisposeAsync();
    }
}
