using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Does the same to a store and to the reference, and compares all that can be read of them after each step.</summary>
sealed class SequenceRun
{
    const int StepsOfDawdler = 5;

    readonly StoreBench _bench;
    readonly InMemoryMailStoreProvider _references;
    readonly HashSet<ContentKey> _held = [], _appended = [];
    readonly Dictionary<long, long> _messageIds = [], _transferIds = [], _outboxIds = [];
    IMailStore _reference, _store;
    FeedMirror? _following, _dawdling;
    long _greatestId;
    int _steps;
    bool _mayHaveLeftovers;

    SequenceRun(StoreBench bench, InMemoryMailStoreProvider references, IMailStore reference, IMailStore store) =>
        (_bench, _references, _reference, _store) = (bench, references, reference, store);

    public static async Task<SequenceRun> BeginAsync(StoreBench bench)
    {
        var references = new InMemoryMailStoreProvider();
        return new(bench, references, await references.OpenAsync(StoreBench.Account, CancellationToken.None), await bench.OpenAsync());
    }

    public async Task StepAsync(StoreStep step)
    {
        _following ??= await FeedMirror.ReadAsync(_store);
        _dawdling ??= await FeedMirror.ReadAsync(_store);
        switch (step)
        {
            case StoreStep.Commit s:
                await AppendAsync(s.Changes.Select(SequenceContent.NamedBy));
                await _reference.CommitAsync([.. s.Changes.Where(IsPossible)]);
                await _store.CommitAsync(Translate(s.Changes));
                _held.UnionWith(s.Changes.Select(SequenceContent.NamedBy).OfType<ContentKey>());
                _appended.Clear();
                break;
            case StoreStep.Refused s:
                await AppendAsync(s.Changes.Select(SequenceContent.NamedBy));
                StoreChange bad = Sample.Added(Sample.Unknown, 1, mailbox: "A");
                await Expect.FailsAsync(
                    MailErrorKind.StorageUnavailable, async () => await _store.CommitAsync([.. Translate(s.Changes), bad]), "unknown content");
                break;
            case StoreStep.Cancelled s:
                await AppendAsync(s.Changes.Select(SequenceContent.NamedBy));
                await Expect.ThrowsAsync<OperationCanceledException>(
                    async () => await _store.CommitAsync(Translate(s.Changes), new(canceled: true)), "a commit that was cancelled before");
                break;
            case StoreStep.Enqueue s:
                await AppendAsync([SequenceContent.Keys[s.Content]]);
                var message = Sample.Outgoing(SequenceContent.Keys[s.Content]);
                _outboxIds.Add(await _reference.Outbox.EnqueueAsync(message), await _store.Outbox.EnqueueAsync(message));
                _held.Add(message.Content);
                _appended.Clear();
                break;
            case StoreStep.Append s:
                await _store.Content.AppendAsync(SequenceContent.Bytes(SequenceContent.Keys[s.Content]), Sample.Origin());
                _appended.Add(SequenceContent.Keys[s.Content]);
                break;
            case StoreStep.Reopen:
                _mayHaveLeftovers |= _appended.Count > 0;
                _store = await _bench.ReopenAsync();
                break;
            case StoreStep.Crash:
                _mayHaveLeftovers |= _appended.Count > 0;
                _store = await _bench.CrashAsync();
                break;
            // What no commit named and was left behind may be all that is left of a newer state: a store may keep that, and what is beside it.
            case StoreStep.Compact when _bench.Maintenance is { } maintenance && !_mayHaveLeftovers:
                await CompactAsync(maintenance);
                break;
            case StoreStep.Compact:
                break;
            default:
                throw new NotSupportedException(step.GetType().Name);
        }

        await CompareAsync();
        await FollowAsync(_following, 1);
        if (++_steps % StepsOfDawdler == 0) await FollowAsync(_dawdling, 3);
    }

    async Task CompactAsync(IStoreMaintenance maintenance)
    {
        // The newest content stays, and the store may hold some that the reference was never given; so both get one that is the newest.
        foreach (var store in (IMailStore[])[_reference, _store])
        {
            await store.Content.AppendAsync(Sample.Bytes($"compaction after {_steps}"), Sample.Origin());
            await store.CommitAsync([]);
        }

        _appended.Clear();
        // Those that have been open keep, besides, what they were given and expect to be named.
        await _reference.DisposeAsync();
        await _references.Maintenance.CompactAsync(StoreBench.Account);
        _reference = await _references.OpenAsync(StoreBench.Account);
        await _bench.CloseAsync();
        var isOpen = _steps % 2 == 0;
        if (isOpen) _store = await _bench.OpenAsync();
        Expect.Sequence([], (await maintenance.CompactAsync(StoreBench.Account)).Problems, "the problems of a compaction");
        if (!isOpen) _store = await _bench.OpenAsync();
        foreach (var key in _held.ToList())
            if (!await HoldsAsync(_reference, key)) _held.Remove(key);
    }

    static async Task<bool> HoldsAsync(IMailStore store, ContentKey key)
    {
        try
        {
            await using var content = await store.Content.OpenReadAsync(key);
            return true;
        }
        catch (MailException)
        {
            return false;
        }
    }

    async Task FollowAsync(FeedMirror mirror, int limit)
    {
        await mirror.FollowAsync(_store, limit);
        await mirror.CompareAsync(_store);
    }

    /// <summary>Appends what is not surely held: only a commit makes sure of it.</summary>
    async Task AppendAsync(IEnumerable<ContentKey?> contents)
    {
        foreach (var key in contents.OfType<ContentKey>().Except(_held))
        {
            foreach (var store in (IMailStore[])[_reference, _store])
                await store.Content.AppendAsync(SequenceContent.Bytes(key), Sample.Origin());
            _appended.Add(key);
        }
    }

    /// <summary>The changes with the ids that the store gave.</summary>
    List<StoreChange> Translate(IEnumerable<StoreChange> changes) => [.. changes.Where(IsPossible).Select(c => c switch
    {
        OutboxAdvanced o => o with { Id = o.Id == SequenceGenerator.NoEntry ? long.MaxValue : _outboxIds[o.Id] },
        MessageRefiled m => m with { Id = _messageIds[m.Id] },
        MessageCopied m => m with { Id = _messageIds[m.Id] },
        MessageOffered m => m with { Id = _messageIds[m.Id] },
        MessageDiscarded m => m with { Id = _messageIds[m.Id] },
        MessageRestored m => m with { Id = _messageIds[m.Id] },
        MessageMarked m => m with { Id = _messageIds[m.Id] },
        TransfersAttempted t => t with { Transfers = Translate(t.Transfers) },
        TransfersAccepted t => new TransfersAccepted(Translate(t.Transfers)),
        TransfersFailed t => new TransfersFailed(Translate(t.Transfers)),
        RemovalsLeft t => new RemovalsLeft(Translate(t.Transfers)),
        TransferArrived t => t with { Transfer = _transferIds[t.Transfer] },
        _ => c,
    })];

    List<long> Translate(IEnumerable<long> transfers) => [.. transfers.Select(t => _transferIds[t])];

    /// <summary>Nobody can name a message, a transfer or an entry that they have not read yet, nor mix what only one kind of account does with another's.</summary>
    bool IsPossible(StoreChange change) => change switch
    {
        OutboxAdvanced o => o.Id == SequenceGenerator.NoEntry || _outboxIds.ContainsKey(o.Id),
        // An account whose mailboxes are only here sends nothing to a server's.
        MailboxDiscarded m => !m.IsLocalOnly || _transferIds.Count == 0,
        MessageRefiled m => _messageIds.ContainsKey(m.Id),
        MessageCopied m => _messageIds.ContainsKey(m.Id),
        MessageOffered m => _messageIds.ContainsKey(m.Id),
        MessageDiscarded m => _messageIds.ContainsKey(m.Id),
        MessageRestored m => _messageIds.ContainsKey(m.Id),
        MessageMarked m => _messageIds.ContainsKey(m.Id),
        TransfersAttempted t => t.Transfers.All(_transferIds.ContainsKey),
        TransfersAccepted t => t.Transfers.All(_transferIds.ContainsKey),
        TransfersFailed t => t.Transfers.All(_transferIds.ContainsKey),
        RemovalsLeft t => t.Transfers.All(_transferIds.ContainsKey),
        TransferArrived t => _transferIds.ContainsKey(t.Transfer),
        _ => true,
    };

    async Task CompareAsync()
    {
        var (expected, found) = (await StoreImage.ReadAsync(_reference), await StoreImage.ReadAsync(_store));
        StoreImage.Compare(expected, found, "what can be read");
        foreach (var (known, id) in expected.MessageIds.Zip(found.MessageIds))
        {
            if (!_messageIds.TryAdd(known, id)) Expect.Equal(_messageIds[known], id, "the id of a message that stays");
            else Expect.True(id > _greatestId, $"A new message was given the id {id}; ids up to {_greatestId} had been given.");
        }

        foreach (var (known, id) in expected.TransferIds.Zip(found.TransferIds)) _transferIds[known] = id;
        foreach (var (known, id) in expected.OutboxIds.Zip(found.OutboxIds))
            if (!_outboxIds.TryAdd(known, id)) Expect.Equal(_outboxIds[known], id, "the id of an entry that stays");
        _greatestId = found.MessageIds.Append(_greatestId).Max();
        foreach (var key in _held) Expect.Bytes(SequenceContent.Bytes(key), await _store.ReadAsync(key), "content");
    }
}
