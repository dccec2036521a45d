using AcMail.Storage;

namespace AcMail.Tests;

/// <summary>A store that only remembers what the sender does to it.</summary>
sealed class MemoryStore : IMailStore, IContentStore, IOutboxStore, IReplicaReader
{
    readonly Lock _lock = new();
    readonly Dictionary<ContentKey, byte[]> _content = [];
    readonly List<OutboxEntry> _outbox = [];
    readonly List<ContentKey> _outboxContent = [];

    public List<StoreChange> Changes { get; } = [];

    public List<OutboxState> Enqueued { get; } = [];

    public List<StoredMailbox> Mailboxes { get; } = [];

    /// <summary>Whether it gives its lease.</summary>
    public bool Lease { get; set; } = true;

    /// <summary>Makes a commit fail.</summary>
    public Func<IReadOnlyList<StoreChange>, MailErrorKind?>? Fault { get; set; }

    public IReadOnlyCollection<byte[]> Stored => _content.Values;

    public IReadOnlyList<OutboxEntry> Entries => _outbox;

    /// <summary>The entries that another process has taken.</summary>
    public HashSet<long> Takers { get; } = [];

    public IContentStore Content => this;

    public IReplicaReader Reader => this;

    public IMaildropReader Maildrop => throw new NotSupportedException();

    public ISyncReader Sync => throw new NotSupportedException();

    public IOutboxStore Outbox => this;

    public IEnumerable<OutboxState> States => Changes.OfType<OutboxAdvanced>().Select(a => a.State);

    public ValueTask<ContentKey> AppendAsync(ReadOnlyMemory<byte> content, ContentOrigin origin, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var key = ContentKey.Of(content.Span);
            _content[key] = content.ToArray();
            return new(key);
        }
    }

    public ValueTask<long> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var id = _outbox.Count + 1;
            Enqueued.Add(message.State);
            _outboxContent.Add(message.Content);
            _outbox.Add(new(id, message.State, message.MessageId, message.Sender, message.Recipients, message.Subject, message.QueuedAt, "")
            {
                IsRemainder = message.IsRemainder,
            });
            return new(id);
        }
    }

    public async ValueTask<long?> TryEnqueueOnceAsync(OutboxMessage message, CancellationToken cancellationToken = default)
    {
        // Nothing gives way here: what was rejected is found after what took its place.
        return await FindAsync(message.MessageId, cancellationToken) is null or { State: OutboxState.Rejected }
            ? await EnqueueAsync(message, cancellationToken)
            : null;
    }

    public ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
    {
        lock (_lock) Commit(changes);
        return new([]);
    }

    void Commit(IReadOnlyList<StoreChange> changes)
    {
        if (Fault?.Invoke(changes) is { } kind) throw new MailException(new(kind, new("full", "plein"), new("", "")));
        Changes.AddRange(changes);
        foreach (var change in changes.OfType<OutboxAdvanced>()) Advance(change);
    }

    void Advance(OutboxAdvanced change)
    {
        var known = _outbox[(int)change.Id - 1] with { State = change.State, LastReply = change.Reply };
        var leaves = known.Recipients.ToLookup(r => change.Remainder?.Recipients.Contains(r) == true);
        _outbox[(int)change.Id - 1] = known with { Recipients = [.. leaves[false]] };
        if (!leaves.Contains(true)) return;
        _outboxContent.Add(_outboxContent[(int)change.Id - 1]);
        _outbox.Add(known with
        {
            Id = _outbox.Count + 1, State = OutboxState.Queued, Recipients = [.. leaves[true]], LastReply = change.Remainder!.Reply, IsRemainder = true,
        });
    }

    public ValueTask<bool> TryAdvanceAsync(long id, OutboxState from, OutboxState to, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_outbox[(int)id - 1].State != from) return new(false);
            Commit([new OutboxAdvanced(id, to, _outbox[(int)id - 1].LastReply)]);
            return new(true);
        }
    }

    public ValueTask<IReadOnlyList<OutboxEntry>> GetOpenAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock) return new([.. _outbox.Where(e => e.State != OutboxState.Done).Select(e => e with { IsTakenByAnother = Takers.Contains(e.Id) })]);
    }

    public ValueTask<OutboxEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return new(_outbox.Where(e => e.MessageId == messageId && !e.IsRemainder).MinBy(e => (e.State == OutboxState.Rejected, e.Id)) is { } entry
                ? entry with { IsTakenByAnother = Takers.Contains(entry.Id) }
                : null);
    }

    public ValueTask<ContentKey?> FindContentAsync(long id, CancellationToken cancellationToken = default) => new(_outboxContent[(int)id - 1]);

    public ValueTask<IReadOnlyList<StoredMailbox>> GetMailboxesAsync(CancellationToken cancellationToken = default) => new(Mailboxes);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) => new(Lease ? this : null);

    public ValueTask<ContentKey> AppendSpoolAsync(Stream spool, ContentOrigin origin, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Stream CreateSpool() => throw new NotSupportedException();

    public ValueTask<Stream> OpenReadAsync(ContentKey key, CancellationToken cancellationToken = default) => new(new MemoryStream(_content[key]));

    public ValueTask<IReadOnlyList<ContentKey>> GetUnindexedAsync(int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<UidSet> GetUidsAsync(string mailbox, uint uidValidity, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StoredPlacement>> GetPlacementsAsync(
        string mailbox, uint uidValidity, UidSet uids, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<MessageInfo> QueryAsync(MessageQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<StoredMessage?> FindAsync(long id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<MessageInfo>> GetRelatedAsync(
        IReadOnlyCollection<long> threadKeys, int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ChangePage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask ReferAsync(ContentKey content, ContentOrigin origin, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<HeldContent?>> FindAsync(
        string mailbox, uint uidValidity, IReadOnlyList<ContentIdentity> identities, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
