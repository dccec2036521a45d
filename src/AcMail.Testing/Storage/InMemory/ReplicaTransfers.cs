using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What is done to the places of messages, here and on the server; <see cref="Whereabouts"/> says what becomes of each.</summary>
static class ReplicaTransfers
{
    static readonly MailFlags Deleted = new(SystemFlags.Deleted);

    public static ReplicaState Refile(this ReplicaState state, MessageRefiled change)
    {
        state = state.EnsureHere(change.Mailbox, out var target);
        if (state.FindVisible(change.Id) is not { } message) return state;
        if (state.TransferOf(message.Id) is { } transfer) return state.Put(transfer, transfer.Where.Refiled(target.Number));
        if (message.Mailbox == target.Number) return state;
        return message.UidValidity == 0
            ? state.Unlink(message).LinkLocally(message with { Mailbox = target.Number })
            : state.Begin(message.Id, new(target.Number, PlaceOf(message)));
    }

    public static ReplicaState Copy(this ReplicaState state, MessageCopied change)
    {
        if (state.FindVisible(change.Id) is not { } message) return state;
        state = state.EnsureHere(change.Mailbox, out var target);
        var where = state.TransferOf(message.Id)?.Where;
        var original = where is null ? PlaceOf(message) : where.There ?? where.CopyOf;
        return state.Add(
            message with { Mailbox = target.Number, FlagState = message.FlagState with { Uncertain = default } },
            where is null && message.UidValidity == 0 ? null : new(target.Number, null) { CopyOf = original });
    }

    public static ReplicaState Offer(this ReplicaState state, MessageOffered change)
    {
        if (state.FindVisible(change.Id) is not { UidValidity: 0 } message || state.TransferOf(message.Id) is not null) return state;
        state = state.EnsureHere(change.Mailbox, out var target);
        Whereabouts where = new(target.Number, null);
        if (change.MayBeIn is { } name)
        {
            state = state.EnsureThere(name, out var there);
            where = where.Attempted(new(there.Number, 0, 0, Takes: false));
        }

        return state.Change(message with { FlagState = new(default, message.Flags, default) }).Begin(message.Id, where);
    }

    public static ReplicaState Discard(this ReplicaState state, MessageDiscarded change)
    {
        if (state.FindVisible(change.Id) is not { } message) return state;
        if (state.TransferOf(message.Id) is { } transfer) return state.Put(transfer, transfer.Where.Discarded());
        return message.UidValidity == 0 ? state.Unlink(message) : state.Begin(message.Id, new(null, PlaceOf(message)));
    }

    public static ReplicaState Restore(this ReplicaState state, MessageRestored change) =>
        state.TransferOf(change.Id) is { } transfer ? state.Put(transfer, transfer.Where.Restored()) : state;

    public static ReplicaState Attempt(this ReplicaState state, TransfersAttempted change)
    {
        if (state.FindThere(change.Mailbox) is not { } mailbox) return state;
        var attempt = new TransferAttempt(mailbox.Number, change.UidValidity, change.UidNext, change.Takes);
        foreach (var transfer in state.Of(change.Transfers))
        {
            state = state.Put(transfer, transfer.Where.Attempted(attempt));
            if (transfer is { Message: { } id, Where: { There: null, CopyOf: null } })
                state = state.Change(state.Messages[id] with { Flags = state.Messages[id].Flags });
        }

        return state;
    }

    public static ReplicaState Accept(this ReplicaState state, TransfersAccepted change) =>
        state.Of(change.Transfers).Aggregate(state, (s, t) => s.Put(t, t.Where.Accepted()));

    public static ReplicaState Fail(this ReplicaState state, TransfersFailed change) =>
        state.Of(change.Transfers).Aggregate(state, (s, t) => s.Put(t, t.Where.Failed()));

    public static ReplicaState Arrive(this ReplicaState state, TransferArrived change) =>
        state.Of([change.Transfer]).FirstOrDefault() is { Where.Attempt: { } attempt } transfer
            ? state.Arrive(transfer, new(attempt.Mailbox, change.UidValidity, change.Uid), change.LeftBehind)
            : state;

    public static ReplicaState Miss(this ReplicaState state, AttemptsMissed change) => state.FindThere(change.Mailbox) is { } mailbox
        ? state.Transfers.Values.Where(t => t.Where.Attempt?.Mailbox == mailbox.Number).Aggregate(state, (s, t) => s.Put(t, t.Where.Missed()))
        : state;

    public static ReplicaState Leave(this ReplicaState state, RemovalsLeft change)
    {
        foreach (var transfer in state.Of(change.Transfers).Where(t => t.Where is { Here: null, There: not null }))
        {
            state = state with { Transfers = state.Transfers.SetItem(transfer.Id, transfer with { IsLeft = true }) };
            if (transfer.Message is not { } id) continue;
            var flags = state.Messages[id].FlagState;
            state = state.Change(state.Messages[id] with { FlagState = flags with { Common = flags.Common.Union(Deleted) } });
        }

        return state;
    }

    /// <summary>Files a message of its own: under UIDVALIDITY 0, or as <paramref name="where"/> says.</summary>
    public static ReplicaState Add(this ReplicaState state, ReplicaMessage message, Whereabouts? where)
    {
        var id = state.LastMessageId + 1;
        state = state with { LastMessageId = id, Filed = state.Filed.Add(id) };
        message = message with { Id = id, UidValidity = 0, Uid = 0 };
        return where is null ? state.LinkLocally(message) : state.Link(message).Begin(id, where);
    }

    /// <summary>The message that is in <paramref name="place"/> on the server, wherever it is here.</summary>
    public static ReplicaMessage? FindAt(this ReplicaState state, ServerPlace place) =>
        state.Find(state.Mailboxes[place.Mailbox], place.UidValidity, place.Uid)
            ?? (state.TransferFrom(place) is { Message: { } id } ? state.Messages[id] : null);

    public static ReplicaTransfer? TransferFrom(this ReplicaState state, ServerPlace place) =>
        state.Transfers.Values.FirstOrDefault(t => t.Where.There == place);

    public static ReplicaTransfer? TransferOf(this ReplicaState state, long message) => state.Transfers.Values.FirstOrDefault(t => t.Message == message);

    /// <summary>The message that was sent to where <paramref name="place"/> is and may be there, by its content.</summary>
    public static ReplicaTransfer? FindAttempt(this ReplicaState state, ServerPlace place, ContentKey content) => state.Transfers.Values
        .Where(t => t.Where.Attempt?.MayBeAt(place) == true && t.Message is { } id && state.Messages[id].Content == content)
        .MaxBy(t => t.Where.Attempt!.LeastUidAt(place));

    public static ReplicaState Arrive(this ReplicaState state, ReplicaTransfer transfer, ServerPlace place, bool leftBehind)
    {
        var former = transfer.Where.There;
        state = state.Put(transfer, transfer.Where.Arrived(place));
        return leftBehind && former is { } left && left != place ? state.Begin(null, new(null, left)) : state;
    }

    /// <summary>The server has nothing more in those places of <paramref name="mailbox"/> that <paramref name="gone"/> picks.</summary>
    public static ReplicaState Vanish(this ReplicaState state, ReplicaMailbox mailbox, Func<uint, uint, bool> gone)
    {
        bool IsGone(ServerPlace? place) => place is { } p && p.Mailbox == mailbox.Number && gone(p.UidValidity, p.Uid);
        state = state.Unlink(mailbox, m => gone(m.UidValidity, m.Uid));
        foreach (var transfer in state.Transfers.Values)
        {
            var where = transfer.Where;
            if (IsGone(where.CopyOf)) where = where.Vanished(where.CopyOf!.Value);
            if (IsGone(where.There)) where = where.Vanished(where.There!.Value);
            if (where != transfer.Where) state = state.Put(transfer, where);
        }

        return state;
    }

    /// <summary>A mailbox is not on the server: what was sent there did not arrive, and what was moved into it here is where it was.</summary>
    public static ReplicaState GiveBack(this ReplicaState state, ReplicaMailbox mailbox)
    {
        state = state.Transfers.Values.Where(t => t.Where.Attempt?.Mailbox == mailbox.Number).Aggregate(state, (s, t) => s.Put(t, t.Where.Missed()));
        return state.Transfers.Values.Where(t => t.Where.Here == mailbox.Number && t.Where.There is not null)
            .Aggregate(state, (s, t) => s.Put(t, t.Where.Restored()));
    }

    public static IReadOnlyList<StoredTransfer> ListTransfers(this ReplicaState state, IReadOnlyCollection<long>? ids) =>
        [.. (ids is null ? state.Transfers.Values : state.Of(ids.Order())).Select(t => state.Describe(t))];

    static StoredTransfer Describe(this ReplicaState state, ReplicaTransfer transfer)
    {
        var (where, message) = (transfer.Where, transfer.Message is { } id ? state.Messages[id] : null);
        MessagePlace? Named(ServerPlace? place) =>
            place is { } p ? new(transfer.Message ?? 0, state.NameThere(p.Mailbox), p.UidValidity, p.Uid) : null;
        return new(transfer.Id, where.Here is { } here ? state.NameThere(here) : null, Named(where.There))
        {
            CopyOf = Named(where.CopyOf), IsLeft = transfer.IsLeft,
            Attempt = where.Attempt is { } a ? new(state.NameThere(a.Mailbox), a.UidValidity, a.UidNext, a.Accepted) : null,
            Message = message is null ? null : new(
                message.Id, message.Content, message.Flags, message.InternalDate, state.Contents[message.Content].Headers?.MessageId ?? "",
                message.HeaderOf is not null),
        };
    }

    public static string NameThere(this ReplicaState state, long mailbox) => state.Mailboxes[mailbox].ServerName ?? state.Mailboxes[mailbox].Name;

    static ReplicaMessage? FindVisible(this ReplicaState state, long id) =>
        state.Messages.TryGetValue(id, out var message) && message.Mailbox is not null ? message : null;

    static ServerPlace PlaceOf(ReplicaMessage message) => new(message.Mailbox!.Value, message.UidValidity, message.Uid);

    static IEnumerable<ReplicaTransfer> Of(this ReplicaState state, IEnumerable<long> ids) =>
        ids.Distinct().Where(state.Transfers.ContainsKey).Select(id => state.Transfers[id]);

    static ReplicaState Begin(this ReplicaState state, long? message, Whereabouts where)
    {
        state = state with { LastTransferId = state.LastTransferId + 1 };
        return state.Put(new(state.LastTransferId, message, where), where);
    }

    /// <summary>Notes where a message is, and lets it go about that once both sides agree.</summary>
    static ReplicaState Put(this ReplicaState state, ReplicaTransfer transfer, Whereabouts where)
    {
        state = state with { Transfers = state.Transfers.Remove(transfer.Id) };
        var message = transfer.Message is { } id ? state.Messages[id] : null;
        if (message is not null) state = state.Unlink(message);
        if (where.IsGone) return state;
        if (!where.IsSettled)
        {
            var isLeft = transfer.IsLeft && where == transfer.Where;
            state = state with { Transfers = state.Transfers.Add(transfer.Id, transfer with { Where = where, IsLeft = isLeft }) };
            return message is null ? state : state.Link(message with { Mailbox = where.Here, UidValidity = 0, Uid = 0 });
        }

        var place = where.There!.Value;
        if (state.Find(state.Mailboxes[place.Mailbox], place.UidValidity, place.Uid) is { } other) state = state.Unlink(other);
        return state.Link(message! with { Mailbox = place.Mailbox, UidValidity = place.UidValidity, Uid = place.Uid });
    }
}
