using AcMail.Storage;
using MimeKit;

namespace AcMail.Sqlite;

/// <summary>
/// Restores the outbox as the former state had it. Packs know that a message passed through it, and no more: what the former state does not know is shown where a
/// person finds it.
/// </summary>
sealed class OutboxRestorer(AccountFiles files, SqliteDatabase rebuilt)
{
    const string Nobody = "";

    readonly ChangeWriter _changes = new(rebuilt);
    readonly Statement _isShown = rebuilt.Prepare("SELECT 1 FROM content JOIN message ON content_id=content.id WHERE sha256=?1");

    /// <param name="former">The former state.</param>
    /// <param name="passed">What passed through the outbox by the packs, when, and how often it left.</param>
    /// <param name="keepsSent">Whether the account keeps what it sent in a mailbox of its own, as those of POP3 do.</param>
    /// <returns>What a person is to look at.</returns>
    public IReadOnlyList<StoreProblem> Restore(
        FormerState former, IReadOnlyDictionary<ContentKey, (DateTimeOffset StoredAt, uint Departures)> passed, bool keepsSent)
    {
        var (unknown, unsure) = (passed.ToDictionary(p => p.Key, p => p.Value.StoredAt), 0);
        Apply(former.ReadOutbox(), sending =>
        {
            if (ContentIndex.Find(rebuilt, sending.Message.Content) is null) return;
            unknown.Remove(sending.Message.Content);
            var state = FormerPlanner.Restore(sending.Message.State, former.IsWhole);
            if (state != sending.Message.State) unsure++;
            _changes.Enqueue(sending.Message with { State = state }, Nobody, sending.Id, sending.Reply, DeparturesOf(sending.Message.Content));
        });
        var unseen = 0;
        Apply(unknown, message =>
        {
            var isShown = _isShown.Bind(1, message.Key).Scalar() is not null;
            if (!isShown) unseen++;
            if (!isShown && keepsSent)
                _changes.Apply(new MessageFiled(OutboxDraft.LocalSent, MailboxRole.Sent, message.Key, new(SystemFlags.Seen), message.Value, MessageHeaders.None));
            // One that is done too: whoever gives it once more is told so.
            var state = isShown || keepsSent ? OutboxState.Done : OutboxState.Unknown;
            _changes.Enqueue(Describe(message.Key, message.Value) with { State = state }, Nobody, departures: DeparturesOf(message.Key));
        });
        var problems = new List<StoreProblem>();
        if (keepsSent && unseen > 0) problems.Add(new(files.Database, StoreProblems.OutboxInSent(unseen, OutboxDraft.LocalSent)));
        if (!keepsSent) unsure += unseen;
        if (unsure > 0) problems.Add(new(files.Database, StoreProblems.OutboxUnsure(unsure)));
        return problems;

        uint DeparturesOf(ContentKey key) => passed.GetValueOrDefault(key).Departures;
    }

    void Apply<T>(IEnumerable<T> all, Action<T> restore)
    {
        foreach (var batch in all.Chunk(PlacementRestorer.BatchSize))
        {
            _changes.Transact(() =>
            {
                foreach (var one in batch) restore(one);
            });
        }
    }

    /// <summary>What its header says. Blind copies are not in it.</summary>
    OutboxMessage Describe(ContentKey key, DateTimeOffset storedAt)
    {
        using var content = PackSlice.Open(files, ContentIndex.Find(rebuilt, key)!.Value);
        var head = new byte[Math.Min(content.Length, HeaderParser.Window)];
        content.ReadExactly(head);
        using var message = MimeMessage.Load(new MemoryStream(head));
        return new(
            key, message.MessageId ?? "", MessageComposer.SenderOf(message)?.Address ?? "", [.. MessageComposer.RecipientsOf(message).Select(r => r.Address)],
            message.Subject ?? "", storedAt);
    }
}
