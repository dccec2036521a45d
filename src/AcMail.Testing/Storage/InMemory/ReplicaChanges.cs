using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What each <see cref="StoreChange"/> does, in the plainest form: the contract as code.</summary>
static class ReplicaChanges
{
    public static ReplicaState Apply(this ReplicaState state, StoreChange change) => change switch
    {
        MailboxListed c => state.List(c),
        MailboxUnlisted c => state.Unlist(c),
        MailboxCheckpointed c => state.EnsureThere(c.Mailbox, out var mailbox).Put(mailbox with { Checkpoint = c.Checkpoint }),
        MailboxCreated c => state.Create(c),
        MailboxRenamed c => state.Rename(c),
        MailboxDiscarded c => state.Discard(c),
        MailboxRestored c => state.Restore(c),
        MailboxRelocated c => state.Relocate(c),
        SubscriptionChosen c => state.Choose(c),
        SubscriptionSettled c => state.Settle(c),
        MessageAdded c => Add(state, c),
        MessageFiled c => File(state, c),
        MessageCompleted c => Complete(state, c),
        PartialRenamed c => state.Messages.Values.Where(m => m.HeaderOf?.UniqueId == c.Former)
            .Aggregate(state, (s, m) => s.Change(m with { HeaderOf = m.HeaderOf! with { UniqueId = c.UniqueId } })),
        BodyTextIndexed c => state.Index(c),
        MessageRefiled c => state.Refile(c),
        MessageCopied c => state.Copy(c),
        MessageOffered c => state.Offer(c),
        MessageDiscarded c => state.Discard(c),
        MessageRestored c => state.Restore(c),
        TransfersAttempted c => state.Attempt(c),
        TransfersAccepted c => state.Accept(c),
        TransfersFailed c => state.Fail(c),
        TransferArrived c => state.Arrive(c),
        AttemptsMissed c => state.Miss(c),
        RemovalsLeft c => state.Leave(c),
        FlagsObserved c => Observe(state, c),
        MessageMarked c => state.Mark(c),
        MarksSending c => state.ChangeFlags(c.Mailbox, c.UidValidity, c.Uids, f => f.Sending(c.Flags)),
        MarksSent c => state.ChangeFlags(c.Mailbox, c.UidValidity, c.Uids, f => f.Sent(c.Added, c.Removed)),
        MarksRefused c => state.ChangeFlags(c.Mailbox, c.UidValidity, c.Uids, f => f.Refused(c.Flags)),
        MessagesVanished c => Vanish(state, c.Mailbox, (validity, uid) => validity == c.UidValidity && c.Uids.Contains(uid)),
        OtherValiditiesDropped c => Vanish(state, c.Mailbox, (validity, _) => validity != c.UidValidity),
        DropEntryRecorded c => Record(state, c.Entry),
        DropEntryForgotten c => state with { Ledger = state.Ledger.Remove(c.UniqueId) },
        MaildropObserved c => state with { Maildrop = c.State },
        OutboxAdvanced c => Advance(state, c),
        MessageBodyAdded c => state.AddBody(c),
        ReplicaClaimed c => state with { Owner = c.Owner, Identities = c.IsAnothers ? ReplicaState.Empty.Identities : state.Identities },
        ReplicaDetached => state.Detach(),
        ServerDistrusted c => state with { Distrusts = state.Distrusts.SetItem(c.Distrust.Promise, c.Distrust) },
        ServerTrusted c => state with { Distrusts = state.Distrusts.Remove(c.Promise) },
        MessageQuarantined c => state.Quarantine(c.Message),
        QuarantineLifted c => state.Lift(c),
        RemovalsHeld c => state.Hold(c.Removal),
        null => throw new ArgumentNullException(nameof(change)),
        _ => throw new NotSupportedException($"{change.GetType().Name} is no change that this store knows."),
    };

    public static ReplicaState Enqueue(this ReplicaState state, OutboxMessage message, InMemoryMailStore holder)
    {
        state = state.Require(message.Content) with { LastOutboxId = state.LastOutboxId + 1 };
        var id = state.LastOutboxId;
        var entry = new OutboxEntry(
            id, message.State, message.MessageId, message.Sender, [.. message.Recipients], message.Subject, message.QueuedAt, "")
        {
            IsRemainder = message.IsRemainder,
        };
        return state with { Outbox = state.Outbox.Add(id, new(entry, message.Content, holder)) };
    }

    /// <summary>Those of a Message-ID that were rejected are done, and not of that Message-ID any more.</summary>
    public static ReplicaState GiveWay(this ReplicaState state, string messageId) => state with
    {
        Outbox = state.Outbox.SetItems(state.Outbox.Values
            .Where(o => o.Entry is { State: OutboxState.Rejected, IsRemainder: false } && o.Entry.MessageId == messageId)
            .Select(o => KeyValuePair.Create(o.Entry.Id, o with { Entry = o.Entry with { State = OutboxState.Done, MessageId = "" } }))),
    };

    static ReplicaState Add(ReplicaState state, MessageAdded change)
    {
        state = state.Describe(change.Content, change.Headers).EnsureThere(change.Mailbox, out var mailbox);
        if (change.UidValidity == 0) mailbox = mailbox with { LastLocalUid = Math.Max(mailbox.LastLocalUid, change.Uid) };
        state = state.Put(mailbox).Identify(change.Content, change.HeaderOf?.Size, change.EmailId, change.Headers.MessageId, change.InternalDate);
        var place = new ServerPlace(mailbox.Number, change.UidValidity, change.Uid);
        if (state.TransferFrom(place) is { } transfer)
        {
            // It was moved or deleted here, unless another message has its place by now.
            if (transfer.Message is not { } id) return state;
            if (state.Messages[id].Content == change.Content) return Receive(state, state.Messages[id], change);
            state = state.Vanish(mailbox, (validity, uid) => validity == change.UidValidity && uid == change.Uid);
            mailbox = state.Mailboxes[mailbox.Number];
        }

        var held = state.Find(mailbox, change.UidValidity, change.Uid);
        if (held is null && state.FindAttempt(place, change.Content) is { Message: { } sent } attempted)
        {
            state = state.Arrive(attempted, place, leftBehind: true);
            return Receive(state, state.Messages[sent], change);
        }

        // What is held in this very place is replaced; else the same content, left from another UIDVALIDITY, moves here.
        var known = held ?? state.FindElsewhere(mailbox, change.Content, change.UidValidity);
        if (known is null) state = state with { LastMessageId = state.LastMessageId + 1 };
        else state = state.Unlink(known);
        return state.Link(new(known?.Id ?? state.LastMessageId, mailbox.Number, change.UidValidity, change.Uid)
        {
            // What was changed here of this message is still to be told; of another one that had its place, it is not.
            FlagState = known?.Content == change.Content ? known.FlagState.Observed(change.Flags) : FlagState.Of(change.Flags),
            Content = change.Content, ModSeq = change.ModSeq, InternalDate = change.InternalDate, HeaderOf = change.HeaderOf,
        });
    }

    static ReplicaState Receive(ReplicaState state, ReplicaMessage message, MessageAdded change) => state.Change(message with
    {
        FlagState = message.FlagState.Observed(change.Flags), ModSeq = change.ModSeq, InternalDate = change.InternalDate, HeaderOf = change.HeaderOf,
    });

    static ReplicaState File(ReplicaState state, MessageFiled change)
    {
        state = state.Describe(change.Content, change.Headers);
        var held = state.Messages.Values.Where(m => m is { Mailbox: not null, HeaderOf: null } && m.Content == change.Content);
        if (held.Take(change.AtMost).Count() == change.AtMost) return state;
        state = state.EnsureHere(change.Mailbox, out var mailbox);
        mailbox = mailbox with { Role = change.Role == MailboxRole.None ? mailbox.Role : change.Role };
        var message = new ReplicaMessage(0, mailbox.Number, 0, 0)
        {
            Content = change.Content, Flags = change.Flags, InternalDate = change.InternalDate, HeaderOf = change.HeaderOf,
        };
        return state.Put(mailbox).Add(message, change.IsUpload ? new(mailbox.Number, null) : null);
    }

    static ReplicaState Complete(ReplicaState state, MessageCompleted change)
    {
        state = state.Describe(change.Content, change.Headers);
        return state.Messages.Values.Where(m => m.HeaderOf?.UniqueId == change.UniqueId)
            .Aggregate(state, (s, m) => s.Change(m with { Content = change.Content, HeaderOf = null }));
    }

    static ReplicaState Record(ReplicaState state, DropEntry entry)
    {
        if (entry.Content is { } content) state = state.Require(content);
        return state with { Ledger = state.Ledger.SetItem(entry.UniqueId, entry) };
    }

    static ReplicaState Observe(ReplicaState state, FlagsObserved change)
    {
        if (state.FindThere(change.Mailbox) is not { } mailbox) return state;
        if (state.FindAt(new(mailbox.Number, change.UidValidity, change.Uid)) is not { } message) return state;
        return state.Change(message with { FlagState = message.FlagState.Observed(change.Flags), ModSeq = change.ModSeq });
    }

    static ReplicaState Vanish(ReplicaState state, string name, Func<uint, uint, bool> gone) =>
        state.FindThere(name) is { } mailbox ? state.Vanish(mailbox, gone) : state;

    static ReplicaState Advance(ReplicaState state, OutboxAdvanced change)
    {
        if (!state.Outbox.TryGetValue(change.Id, out var known) || (change.From ?? known.Entry.State) != known.Entry.State) return state;
        var entry = known.Entry with { State = change.State, LastReply = change.Reply };
        state = state with { Outbox = state.Outbox.SetItem(change.Id, known with { Entry = entry }) };
        return change.Remainder is { } remainder ? Leave(state, state.Outbox[change.Id], remainder) : state;
    }

    static ReplicaState Leave(ReplicaState state, ReplicaOutgoing known, OutboxRemainder remainder)
    {
        var leaves = known.Entry.Recipients.ToLookup(remainder.Recipients.Contains);
        if (!leaves.Contains(true)) return state;
        var id = state.LastOutboxId + 1;
        var left = known.Entry with
        {
            Id = id, State = OutboxState.Queued, Recipients = [.. leaves[true]], LastReply = remainder.Reply, IsRemainder = true,
        };
        var kept = known.Entry with { Recipients = [.. leaves[false]] };
        return state with { Outbox = state.Outbox.SetItem(kept.Id, known with { Entry = kept }).Add(id, known with { Entry = left }), LastOutboxId = id };
    }
}
