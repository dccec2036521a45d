using AcMail.Storage;

namespace AcMail.Core.Tests.Pop3;

/// <summary>A maildrop and its replica in plain memory, run by the planners, the ledger and the fold that the real ones are run by.</summary>
sealed class Simulation(LeavePolicy policy)
{
    readonly Dictionary<string, DropEntry> _ledger = new(StringComparer.Ordinal);
    readonly Dictionary<ContentKey, DateTimeOffset> _firstHeld = [];
    readonly Dictionary<ContentKey, DateTimeOffset> _lastFetched = [];
    readonly List<ContentKey> _rows = [];
    MaildropState _state = new();
    int _delivered;
    int _stepsLeft;
    DateTimeOffset _trueTime;

    public List<Message> Server { get; } = [];

    public HashSet<ContentKey> Delivered { get; } = [];

    public Dictionary<ContentKey, int> Fetches { get; } = [];

    public IReadOnlyList<ContentKey> Rows => _rows;

    public IEnumerable<DropEntry> Ledger => _ledger.Values;

    /// <summary>When each message was first held, by the true time.</summary>
    public IReadOnlyDictionary<ContentKey, DateTimeOffset> FirstHeld => _firstHeld;

    /// <summary>When each message was last fetched, by the true time.</summary>
    public IReadOnlyDictionary<ContentKey, DateTimeOffset> LastFetched => _lastFetched;

    /// <summary>Told of each message that the server deletes.</summary>
    public Action<Message>? Deleting { get; set; }

    public int Deleted { get; private set; }

    /// <summary>Delivers a message; under the unique-id of a deleted one where <paramref name="reuse"/>.</summary>
    public void Deliver(bool reuse, int size)
    {
        var message = new Message($"u{++_delivered}", ContentKey.Of(BitConverter.GetBytes(_delivered)), size);
        var free = _ledger.Values.FirstOrDefault(e => e.State == DropState.Deleted && Server.All(m => m.UniqueId != e.UniqueId));
        Server.Add(reuse && free is not null ? message with { UniqueId = free.UniqueId } : message);
        Delivered.Add(message.Content);
    }

    /// <summary>The server gives all messages new unique-ids.</summary>
    public void Rename()
    {
        for (var i = 0; i < Server.Count; i++) Server[i] = Server[i] with { UniqueId = $"u{++_delivered}" };
    }

    /// <summary>One pass, which the process survives for <paramref name="steps"/> steps; returns whether it came to its end.</summary>
    public bool Pass(DateTimeOffset trueTime, DateTimeOffset clock, Lie lie, QuitFate fate, int steps)
    {
        (_stepsLeft, _trueTime) = (steps, trueTime);
        try
        {
            var time = MaildropClock.Read(_state, clock);
            var listing = List(lie);
            var ledger = new MaildropLedger(new(_ledger, StringComparer.Ordinal), listing);
            var rules = new PopRules(policy);
            var planned = PopPlanner.Plan(ledger.Entries, listing, rules, time.Ages);
            var (same, other) = Compare(planned, ledger);
            Commit([new MaildropObserved(time.State), .. LedgerPlanner.Observe([.. ledger.Entries.Values], listing, time), .. same]);
            var fold = new MaildropFold(ledger, policy, time);
            foreach (var entry in planned.Where(s => s.Action == MaildropAction.Fetch).Select(s => s.Entry).Concat(other)) Fetch(entry, fold);
            Release([.. PopPlanner.Plan(_ledger, listing, rules, time.Ages).Where(s => s.Action == MaildropAction.Delete)], fate);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    DropListing List(Lie lie)
    {
        var shown = lie switch
        {
            Lie.Empty => [],
            Lie.Short or Lie.ShortAndSure => Server[..(Server.Count / 2)],
            Lie.Sizes => [.. Server.Select(m => m with { Size = m.Size + 3 })],
            _ => Server,
        };
        return new([.. shown.Select((m, i) => new DropListingEntry(i, m.UniqueId, m.Size))], lie != Lie.Short);
    }

    (List<StoreChange> Same, List<DropListingEntry> Other) Compare(IReadOnlyList<MaildropStep> planned, MaildropLedger ledger)
    {
        var (same, other) = (new List<StoreChange>(), new List<DropListingEntry>());
        foreach (var step in planned.Where(s => s.Action == MaildropAction.Compare))
        {
            if (Server[step.Entry.Index].Content == step.Known!.Content)
            {
                same.Add(new DropEntryRecorded(LedgerPlanner.Recognise(step.Known, step.Entry)));
                continue;
            }

            ledger.Forget(step.Entry.UniqueId);
            other.Add(step.Entry);
        }

        return (same, other);
    }

    void Fetch(DropListingEntry entry, MaildropFold fold)
    {
        Step();
        var content = Server[entry.Index].Content;
        Fetches[content] = Fetches.GetValueOrDefault(content) + 1;
        _lastFetched[content] = _trueTime;
        Commit(fold.Whole(new(entry, content, MessageHeaders.None, default, () => content)));
    }

    void Release(List<MaildropStep> due, QuitFate fate)
    {
        foreach (var batch in due.Chunk(3))
        {
            var targets = batch.Select(s => Server.Single(m => m.UniqueId == s.Entry.UniqueId)).ToList();
            Commit([.. batch.Select(s => new DropEntryRecorded(s.Known! with { State = DropState.DeletionAsked }))]);
            Step();
            if (fate != QuitFate.Dropped) targets.ForEach(Delete);
            if (fate != QuitFate.Answered) throw new OperationCanceledException();
            Commit([.. batch.Select(s => new DropEntryRecorded(s.Known! with { State = DropState.Deleted }))]);
        }
    }

    void Delete(Message message)
    {
        Deleting?.Invoke(message);
        Deleted++;
        Server.Remove(message);
    }

    void Commit(IReadOnlyList<StoreChange> changes)
    {
        Step();
        foreach (var change in changes)
        {
            switch (change)
            {
                case MaildropObserved c: _state = c.State; break;
                case DropEntryRecorded c:
                    _ledger[c.Entry.UniqueId] = c.Entry;
                    if (c.Entry.Content is { } held) _firstHeld.TryAdd(held, _trueTime);
                    break;
                case DropEntryForgotten c: _ledger.Remove(c.UniqueId); break;
                case MessageFiled c when _rows.Count(r => r == c.Content) < c.AtMost: _rows.Add(c.Content); break;
            }
        }

        Step();
    }

    void Step()
    {
        if (--_stepsLeft < 0) throw new OperationCanceledException();
    }

    public readonly record struct Message(string UniqueId, ContentKey Content, long Size);
}

/// <summary>What is wrong with a listing.</summary>
enum Lie
{
    None,
    Empty,
    Short,
    ShortAndSure,
    Sizes,
}

/// <summary>What becomes of a QUIT.</summary>
enum QuitFate
{
    Answered,
    Applied,
    Dropped,
}
