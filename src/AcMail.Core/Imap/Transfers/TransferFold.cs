using AcMail.Storage;

namespace AcMail;

/// <summary>Turns what the server answered to a command into store changes. Pure.</summary>
static class TransferFold
{
    static readonly MailFlags Deleted = new(SystemFlags.Deleted);

    /// <summary>What is written down before the command is sent.</summary>
    public static StoreChange Before(TransferCommand command, RemoteState? target) => new TransfersAttempted(
        command.Ids, command.Target!, target?.UidValidity ?? 0, target?.UidNext ?? 0,
        Takes: TransferPlanner.Takes(command.Kind));

    /// <summary>
    /// What is written down before messages are marked as deleted on the server: should nothing come of it, and however it ends, the mark is taken off. Not of
    /// what was marked before, nor of what a move left behind: that message is elsewhere.
    /// </summary>
    public static IEnumerable<StoreChange> Marking(TransferCommand command) =>
        Marked(command) is { Count: > 0 } uids ? [new MarksSending(command.Source!, command.UidValidity, uids, Deleted)] : [];

    /// <summary>The messages whose mark is to be taken off where they are not deleted after all.</summary>
    public static UidSet Marked(TransferCommand command) => command.Kind != TransferCommandKind.Remove
        ? UidSet.Empty
        : UidSet.Of(command.Items.Where(i => i.Transfer.Message is { } m && !m.Flags.System.HasFlag(SystemFlags.Deleted)).Select(i => i.Uid));

    /// <summary>The server said OK.</summary>
    /// <param name="command">The command.</param>
    /// <param name="uidValidity">The UIDVALIDITY that it told of the target; 0 for none.</param>
    /// <param name="uids">The UIDs that it told, by those of the source (COPYUID); by 0 for an append (APPENDUID).</param>
    public static IEnumerable<StoreChange> After(TransferCommand command, uint uidValidity, IReadOnlyDictionary<uint, uint> uids)
    {
        if (uids.Count == 0 || uidValidity == 0) return [new TransfersAccepted(command.Ids)];
        var leftBehind = command.Kind == TransferCommandKind.CopyToMove;
        var arrived = command.Items.Where(i => uids.ContainsKey(i.Uid))
            .Select(i => (StoreChange)new TransferArrived(i.Transfer.Id, uidValidity, uids[i.Uid], leftBehind));
        // What it passed over had gone from the source before.
        List<long> passedOver = [.. command.Items.Where(i => !uids.ContainsKey(i.Uid)).Select(i => i.Transfer.Id)];
        return passedOver.Count == 0 ? arrived : arrived.Append(new TransfersFailed(passedOver));
    }

    /// <summary>The server said OK to those of the command that it <paramref name="showed"/>; the others it was not asked for.</summary>
    public static IEnumerable<StoreChange> After(TransferCommand command, UidSet showed)
    {
        var sent = command.Items.ToLookup(i => showed.Contains(i.Uid), i => i.Transfer.Id);
        if (sent[true].Any()) yield return new TransfersAccepted([.. sent[true]]);
        if (sent[false].Any()) yield return new TransfersFailed([.. sent[false]]);
    }

    /// <summary>Where messages that were sent are on the server by now.</summary>
    public static IEnumerable<(ContentKey Content, ContentOrigin Origin)> Origins(TransferCommand command, IEnumerable<StoreChange> settled)
    {
        var messages = command.Items.ToDictionary(i => i.Transfer.Id, i => i.Transfer.Message!);
        return settled.OfType<TransferArrived>().Select(a => (Message: messages[a.Transfer], Place: a))
            .Select(a => (a.Message.Content, new ContentOrigin(command.Target!, a.Place.UidValidity, a.Place.Uid, a.Message.Flags, a.Message.InternalDate, "")));
    }

    /// <summary>
    /// Messages that the server took are where it says; unless it may keep other bytes than were sent, as far as their size tells: then it is to be asked
    /// for them. So it is where it names one UID for several.
    /// </summary>
    public static IEnumerable<StoreChange> Taken(IReadOnlyList<TakenMessage> taken, KeptSizes kept)
    {
        var told = taken.CountBy(t => t.Uid).ToDictionary();
        return taken.SelectMany(t => t.Uid > 0 && told[t.Uid] == 1 && t.UidValidity == kept.UidValidity && kept.Sizes.GetValueOrDefault(t.Uid, -1) == t.Size
            ? After(t.Command, t.UidValidity, new Dictionary<uint, uint> { [0] = t.Uid })
            : [new TransfersAccepted(t.Command.Ids)]);
    }

    /// <summary>What the server refused is as it was, and for good where asking again is no use.</summary>
    public static IEnumerable<StoreChange> Refused(TransferCommand command, bool forGood)
    {
        if (command.Kind != TransferCommandKind.Remove) yield return new TransfersFailed(command.Ids);
        if (!forGood) yield break;
        foreach (var item in command.Items)
        {
            // What a move left behind stays for good, and is a message like any other that is found there.
            if (item.Transfer.Message is { } message) yield return new MessageRestored(message.Id);
            else yield return new MessagesVanished(command.Source!, command.UidValidity, UidSet.Of(item.Uid));
        }
    }

    /// <summary>The mark was taken off.</summary>
    public static StoreChange Unmarked(TransferCommand command, UidSet uids) =>
        new MarksSent(command.Source!, command.UidValidity, uids, Added: default, Removed: Deleted);

    /// <summary>The messages are gone, or marked as deleted on a server that cannot expunge them alone.</summary>
    public static IEnumerable<StoreChange> Removed(TransferCommand command, TransferAbilities abilities)
    {
        if (abilities.Expunges) return [new MessagesVanished(command.Source!, command.UidValidity, command.Uids)];
        RemovalsLeft left = new(command.Ids);
        return Marked(command) is { Count: > 0 } uids
            ? [left, new MarksSent(command.Source!, command.UidValidity, uids, Added: Deleted, Removed: default)]
            : [left];
    }
}
