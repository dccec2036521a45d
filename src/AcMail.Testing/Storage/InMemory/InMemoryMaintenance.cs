using System.Collections.Immutable;
using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Checks, rebuilds and compacts accounts in memory, where nothing can be damaged; what a rebuild forgets, it forgets here too.</summary>
sealed class InMemoryMaintenance(InMemoryMailStoreProvider stores) : IStoreMaintenance
{
    public Task<StoreCheckReport> CheckAsync(
        string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(account, known => Report(known.State, progress), cancellationToken);

    public Task<StoreCheckReport> RebuildAsync(
        string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            account,
            known =>
            {
                if (known.InUse) throw StoreFailures.InUse(account);
                if (known.State.Contents.IsEmpty) throw StoreFailures.NoContent(account);
                // Nobody who followed the former state can follow this one.
                var revision = known.State.Revision + 1;
                known.State = Rebuild(known.State) with { Revision = revision, Forgotten = revision };
                return Report(known.State, progress);
            },
            cancellationToken);

    public Task<StoreCompactionReport> CompactAsync(
        string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            account,
            known =>
            {
                if (known.IsLeased) throw StoreFailures.InUse(account);
                var before = known.State;
                known.State = Compact(before, known.Expected);
                Report(known.State, progress);
                return new StoreCompactionReport(
                    before.Contents.Count - known.State.Contents.Count, Size(before) - Size(known.State), []);
            },
            cancellationToken);

    static ReplicaState Compact(ReplicaState state, IEnumerable<ContentKey> expected)
    {
        var unused = Unused(state).Except(expected).ToHashSet();
        return state with
        {
            Contents = state.Contents.RemoveRange(unused),
            Origins = state.Origins.RemoveAll(o => unused.Contains(o.Content)),
            Identities = state.Identities.Except(state.Identities.Where(i => unused.Contains(i.Content))),
        };
    }

    /// <summary>What nothing names, but the newest, which stays.</summary>
    static IEnumerable<ContentKey> Unused(ReplicaState state) => state.Origins.Select(o => o.Content).Distinct().SkipLast(1)
        .Except(state.Messages.Values.Select(m => m.Content)).Except(state.Outbox.Values.Select(o => o.Content))
        .Except(state.Ledger.Values.Select(e => e.Content).OfType<ContentKey>());

    static ReplicaState Rebuild(ReplicaState state) => state.Origins.Aggregate(
        ReplicaState.Empty with { Contents = Unread(state.Contents), Origins = state.Origins, Outbox = state.Outbox, LastOutboxId = state.LastOutboxId },
        (rebuilt, o) => Restore(rebuilt, o.Content, o.Origin));

    static ImmutableDictionary<ContentKey, ReplicaContent> Unread(ImmutableDictionary<ContentKey, ReplicaContent> contents) =>
        contents.SetItems(contents.Select(c => KeyValuePair.Create(c.Key, c.Value with { Text = null, HasAttachments = false })));

    static ReplicaState Restore(ReplicaState state, ContentKey key, ContentOrigin origin)
    {
        // A message in the outbox has no mailbox, and neither has the header of one whose body is still on the server.
        if (origin.Mailbox.Length == 0) return state;
        var headers = state.Contents[key].Headers ?? MessageHeaders.None;
        var entry = new DropEntry(origin.UniqueId, DropState.Downloaded) { Content = key, DownloadedAt = origin.InternalDate, Date = headers.Date };
        if (origin.UniqueId.Length > 0) state = state.Apply(new DropEntryRecorded(entry));
        if (origin.Uid > 0)
            return state.Apply(new MessageAdded(origin.Mailbox, origin.UidValidity, origin.Uid, key, origin.Flags, 0, origin.InternalDate, headers));
        var mailbox = state.FindHere(origin.Mailbox)?.Number;
        var filed = state.Messages.Values.Any(m => m.Mailbox == mailbox && m.UidValidity == 0 && m.Content == key);
        if (filed && mailbox is not null) return state;
        state = state.Apply(new MessageFiled(origin.Mailbox, MailboxRole.None, key, origin.Flags, origin.InternalDate, headers) { IsUpload = origin.IsUpload });
        // Whether the server has got it meanwhile, the next pass over its mailbox tells.
        return origin.IsUpload ? state.Apply(new TransfersAttempted([state.LastTransferId], origin.Mailbox, 0, 0, Takes: false)) : state;
    }

    static StoreCheckReport Report(ReplicaState state, IProgress<StoreCheckProgress>? progress)
    {
        var bytes = Size(state);
        progress?.Report(new(bytes, bytes));
        return new(state.Contents.Count, state.Messages.Count, bytes, []) { UnusedBytes = Unused(state).Sum(c => (long)state.Contents[c].Bytes.Length) };
    }

    static long Size(ReplicaState state) => state.Contents.Values.Sum(c => (long)c.Bytes.Length);

    Task<T> RunAsync<T>(string account, Func<InMemoryAccount, T> work, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        return Task.Run(
            () =>
            {
                var known = stores.Find(account) ?? throw StoreFailures.NoStore(account);
                lock (known.Gate) return work(known);
            },
            cancellationToken);
    }
}
