using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What each <see cref="StoreChange"/> does, in the plainest form: the contract as code.</summary>
static class ReplicaChanges
{
    public static ReplicaState Apply(this ReplicaState state, StoreChange change) => change switch
    {
        MailboxListed c => state.Put(state.Ensure(c.Name) with { Delimiter = c.Delimiter, Role = c.Role, Selectable = c.Selectable }),
        MailboxUnlisted c => Unlist(state, c),
        MailboxCheckpointed c => state.Put(state.Ensure(c.Mailbox) with { Checkpoint = c.Checkpoint }),
        MessageAdded c => Add(state, c),
        MessageFiled c => File(state, c),
        MessageCompleted c => Complete(state, c),
        MessageRefiled c => Refile(state, c),
        BodyTextIndexed c => state.Index(c),
        FlagsObserved c => Observe(state, c),
        MessageMarked c => state.Mark(c),
        MarksSending c => state.ChangeFlags(c.Mailbox, c.UidValidity, c.Uids, f => f.Sending(c.Flags)),
        MarksSent c => state.ChangeFlags(c.Mailbox, c.UidValidity, c.Uids, f => f.Sent(c.Added, c.Removed)),
        MarksRefused c => state.ChangeFlags(c.Mailbox, c.UidValidity, c.Uids, f => f.Refused(c.Flags)),
        MessagesVanished c => state.Unlink(c.Mailbox, m => m.UidValidity == c.UidValidity && c.Uids.Contains(m.Uid)),
        OtherValiditiesDropped c => state.Unlink(c.Mailbox, m => m.UidValidity != c.UidValidity),
        DropEntryRecorded c => Record(state, c.Entry),
        DropEntryForgotten c => state with { Ledger = state.Ledger.Remove(c.UniqueId) },
        MaildropObserved c => state with { Maildrop = c.State },
        OutboxAdvanced c => Advance(state, c),
        null => throw new ArgumentNullException(nameof(change)),
        _ => throw new NotSupportedException($"{change.GetType().Name} is no change that this store knows."),
    };

    public static ReplicaState Enqueue(this ReplicaState state, OutboxMessage message)
    {
        state = state.Require(message.Content) with { LastOutboxId = state.LastOutboxId + 1 };
        var id = state.LastOutboxId;
        var entry = new OutboxEntry(
            id, OutboxState.Queued, message.MessageId, message.Sender, [.. message.Recipients], message.Subject, message.QueuedAt, "");
        return state with { Outbox = state.Outbox.Add(id, new(entry, message.Content)) };
    }

    static ReplicaState Unlist(ReplicaState state, MailboxUnlisted change)
    {
        state = state.Unlink(change.Name, _ => true);
        return state.Mailboxes.TryGetValue(change.Name, out var mailbox) ? state.Put(mailbox with { Listed = false, Checkpoint = null }) : state;
    }

    static ReplicaState Add(ReplicaState state, MessageAdded change)
    {
        state = state.Describe(change.Content, change.Headers);
        var mailbox = state.Ensure(change.Mailbox);
        if (change.UidValidity == 0) mailbox = mailbox with { LastLocalUid = Math.Max(mailbox.LastLocalUid, change.Uid) };
        state = state.Put(mailbox);
        // What is held in this very place is replaced; else the same content, left from another UIDVALIDITY, moves here.
        var known = state.Find(change.Mailbox, change.UidValidity, change.Uid)
            ?? state.FindElsewhere(mailbox, change.Content, change.UidValidity);
        if (known is null) state = state with { LastMessageId = state.LastMessageId + 1 };
        else state = state.Unlink(known);
        return state.Link(new(known?.Id ?? state.LastMessageId, change.Mailbox, change.UidValidity, change.Uid)
        {
            // What was changed here of this message is still to be told; of another one that had its place, it is not.
            FlagState = known?.Content == change.Content ? known.FlagState.Observed(change.Flags) : FlagState.Of(change.Flags),
            Content = change.Content, ModSeq = change.ModSeq, InternalDate = change.InternalDate,
        });
    }

    static ReplicaState File(ReplicaState state, MessageFiled change)
    {
        state = state.Describe(change.Content, change.Headers);
        if (state.Messages.Values.Where(m => m.Content == change.Content).Take(change.AtMost).Count() == change.AtMost) return state;
        var mailbox = state.Ensure(change.Mailbox);
        mailbox = mailbox with { Role = change.Role == MailboxRole.None ? mailbox.Role : change.Role };
        state = state.Put(mailbox) with { LastMessageId = state.LastMessageId + 1 };
        return state.LinkLocally(new(state.LastMessageId, change.Mailbox, 0, 0)
        {
            Content = change.Content, Flags = change.Flags, InternalDate = change.InternalDate, HeaderOf = change.HeaderOf,
        });
    }

    static ReplicaState Complete(ReplicaState state, MessageCompleted change)
    {
        state = state.Describe(change.Content, change.Headers);
        var completed = state.Messages.Values.Where(m => m.HeaderOf?.UniqueId == change.UniqueId)
            .Select(m => KeyValuePair.Create(m.Id, m with { Content = change.Content, HeaderOf = null }));
        return state with { Messages = state.Messages.SetItems(completed) };
    }

    static ReplicaState Refile(ReplicaState state, MessageRefiled change)
    {
        state = state.Put(state.Ensure(change.Mailbox));
        if (!state.Messages.TryGetValue(change.Id, out var message) || message.UidValidity != 0 || message.Mailbox == change.Mailbox) return state;
        return state.Unlink(message).LinkLocally(message with { Mailbox = change.Mailbox });
    }

    static ReplicaState Record(ReplicaState state, DropEntry entry)
    {
        if (entry.Content is { } content) state.Require(content);
        return state with { Ledger = state.Ledger.SetItem(entry.UniqueId, entry) };
    }

    static ReplicaState Observe(ReplicaState state, FlagsObserved change)
    {
        if (state.Find(change.Mailbox, change.UidValidity, change.Uid) is not { } message) return state;
        return state with { Messages = state.Messages.SetItem(message.Id, message with { FlagState = message.FlagState.Observed(change.Flags), ModSeq = change.ModSeq }) };
    }

    static ReplicaState Advance(ReplicaState state, OutboxAdvanced change)
    {
        if (!state.Outbox.TryGetValue(change.Id, out var known)) return state;
        var entry = known.Entry with { State = change.State, LastReply = change.Reply };
        return state with { Outbox = state.Outbox.SetItem(change.Id, known with { Entry = entry }) };
    }
}
