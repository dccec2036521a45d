using AcMail.Storage;

namespace AcMail;

/// <summary>Makes few commands of what was done here to the places of messages. Pure: values in, values out.</summary>
static class TransferPlanner
{
    /// <summary>So many messages at most go into one command: what is in doubt when a connection breaks.</summary>
    public const int MostAtOnce = 1000;

    /// <summary>
    /// Copies come first, since they need their originals; then moves and appends; removals last. What was sent and not heard of waits until the mailbox that
    /// it was sent to has been looked at. Where a mailbox has no UIDVALIDITY, a UID may be that of another message by now, and nothing is done by it.
    /// </summary>
    /// <param name="transfers">What is to be done, oldest first.</param>
    /// <param name="mailboxes">The mailboxes of the server that hold messages.</param>
    /// <param name="abilities">What the server can do.</param>
    public static TransferPlan Plan(IReadOnlyList<StoredTransfer> transfers, IReadOnlySet<string> mailboxes, TransferAbilities abilities)
    {
        var impossible = new List<StoredTransfer>();
        var steps = new List<Step>();
        foreach (var transfer in transfers.Where(t => t.Attempt is null && !(t.IsLeft && !abilities.Expunges)))
        {
            if (Decide(transfer, mailboxes, abilities) is { } step) steps.Add(step);
            else if (IsImpossible(transfer)) impossible.Add(transfer);
        }

        var commands = steps.GroupBy(s => (s.Kind, s.Source, s.UidValidity, s.Target)).OrderBy(g => Order(g.Key.Kind))
            .SelectMany(g => Rounds(g.Key.Kind, g).SelectMany(r => Lines(g.Key.Kind, g.Key.Target, r)).Select(c => new TransferCommand(
                g.Key.Kind, g.Key.Source, g.Key.UidValidity, g.Key.Target, [.. c.Select(s => new TransferItem(s.Transfer, s.Uid))])));
        return new([.. commands], impossible);
    }

    /// <summary>A command copies each message once: what is copied several times into one mailbox takes as many.</summary>
    static IEnumerable<IEnumerable<Step>> Rounds(TransferCommandKind kind, IEnumerable<Step> steps) => kind != TransferCommandKind.Copy
        ? [steps]
        : steps.GroupBy(s => s.Uid).SelectMany(copies => copies.Index()).GroupBy(copy => copy.Index, copy => copy.Item);

    /// <summary>
    /// What one line can tell the server, by UID: of a command that takes several, some may be carried out before one is refused, and would be carried out
    /// again. To remove twice does no harm.
    /// </summary>
    static IEnumerable<Step[]> Lines(TransferCommandKind kind, string? target, IEnumerable<Step> steps)
    {
        if (target is null || kind == TransferCommandKind.Append) return steps.Chunk(MostAtOnce);
        var left = new Queue<Step>(steps.OrderBy(s => s.Uid));
        return UidLines.Of(UidSet.Of(left.Select(s => s.Uid)), UidLines.Beside(target)).SelectMany(line => Take(line.Ranges[^1].Last).Chunk(MostAtOnce));

        IEnumerable<Step> Take(uint last)
        {
            while (left.TryPeek(out var step) && step.Uid <= last) yield return left.Dequeue();
        }
    }

    /// <summary>Whether the messages leave the mailbox that they are in, which is to be changed for that.</summary>
    public static bool Takes(TransferCommandKind kind) => kind is TransferCommandKind.Move or TransferCommandKind.CopyToMove or TransferCommandKind.Remove;

    /// <summary>
    /// Whether COPY is tried in place of a MOVE that was refused: some servers offer MOVE and have none. Not where the refusal is about this message or its
    /// mailboxes, or may not last, nor where the server moved another message before.
    /// </summary>
    /// <param name="command">What was refused.</param>
    /// <param name="refusal">The reason.</param>
    /// <param name="hasMoved">Whether the server moved anything in this pass.</param>
    public static bool IsCopiedInstead(TransferCommand command, MailFailure refusal, bool hasMoved) =>
        command is { Kind: TransferCommandKind.Move, Items.Count: 1 } && !hasMoved && refusal.Kind == MailErrorKind.CommandRefused
        && ReplyCode.Parse(refusal.ServerReply).Bracketed is not ("NOPERM" or "EXPUNGEISSUED" or "LIMIT");

    /// <summary>
    /// Whether a message that the server did not take may go up without its keywords: a server may refuse the whole of it where a mailbox has no room for one.
    /// </summary>
    public static bool MayBeForKeywords(MailFailure refusal) =>
        refusal.Kind == MailErrorKind.CommandRefused && ReplyCode.Parse(refusal.ServerReply).Bracketed is not "NOPERM";

    /// <summary>The mailboxes in which to look for what was sent before anything of it is sent again.</summary>
    public static IReadOnlySet<string> InDoubt(IReadOnlyList<StoredTransfer> transfers) =>
        transfers.Select(t => t.Attempt?.Mailbox).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>The first UID that what was sent to a mailbox and not heard of may have there; 0 where nothing was.</summary>
    /// <param name="transfers">What was done here.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="uidValidity">Its UIDVALIDITY; messages that were there before are numbered anew under another.</param>
    public static uint FirstArrival(IReadOnlyList<StoredTransfer> transfers, string mailbox, uint uidValidity) =>
        transfers.Select(t => t.Attempt).OfType<StoredAttempt>().Where(a => a.Mailbox == mailbox)
            .Select(a => a.UidValidity == uidValidity ? Math.Max(a.UidNext, 1) : 1).DefaultIfEmpty().Min();

    /// <summary>The Message-IDs of what was sent to a mailbox and not heard of; one is empty where a message has none.</summary>
    public static IReadOnlySet<string> AwaitedIds(IReadOnlyList<StoredTransfer> transfers, string mailbox) =>
        transfers.Where(t => t.Attempt?.Mailbox == mailbox).Select(t => t.Message?.MessageId).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Whether a mailbox that was looked at tells what became of all that was sent there: not while messages could not be had that may be among it.
    /// </summary>
    public static bool IsAnswered(IReadOnlyList<StoredTransfer> transfers, string mailbox, uint uidValidity, UidSet missing)
    {
        var attempts = transfers.Select(t => t.Attempt).OfType<StoredAttempt>().Where(a => a.Mailbox == mailbox).ToList();
        return attempts.Count > 0 &&
            (missing.Count == 0 || attempts.All(a => a.UidValidity == uidValidity && missing.Ranges[^1].Last < a.UidNext));
    }

    /// <summary>
    /// What the server said it took into a mailbox that was looked at since, where it gives the next message the same UID as before: it took nothing there.
    /// </summary>
    /// <param name="transfers">What is under way.</param>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="state">What it is like now.</param>
    /// <param name="present">Its messages: a counter that is not above them all proves nothing.</param>
    public static IReadOnlyList<StoredTransfer> NotTaken(IReadOnlyList<StoredTransfer> transfers, string mailbox, RemoteState state, UidSet present) =>
        state.UidNext == 0 || (present.Count > 0 && present.Ranges[^1].Last >= state.UidNext)
            ? []
            : [.. transfers.Where(t => t.Attempt is { Accepted: true } a && (a.Mailbox, a.UidValidity, a.UidNext) == (mailbox, state.UidValidity, state.UidNext))];

    /// <summary>
    /// What the server said it took into a mailbox that was looked at since, and what is not there although its counter moved on: where the original is known,
    /// the server may have taken another message. An upload is believed to have been taken away since.
    /// </summary>
    /// <param name="transfers">What is under way still.</param>
    /// <param name="mailbox">The mailbox.</param>
    public static MissedTransfers Missed(IReadOnlyList<StoredTransfer> transfers, string mailbox)
    {
        var missed = transfers.Where(t => t.Target is not null && t.Attempt is { Accepted: true } a && a.Mailbox == mailbox).ToList();
        var copies = missed.ToLookup(t => t is { Source: null, CopyOf: not null });
        var held = copies[true].ToLookup(t => t.Message is { IsPartial: false });
        return new([.. copies[false].Where(t => t.Source is not null)], [.. held[true]], [.. held[false]]);
    }

    /// <summary>The transfers whose message was in a mailbox that numbers its messages anew: they are taken back, for nobody knows which message is which.</summary>
    public static IReadOnlyList<StoredTransfer> Renumbered(IReadOnlyList<StoredTransfer> transfers, string mailbox, uint uidValidity) =>
        [.. transfers.Where(t => t is { Attempt: null, Message: not null } && t.Source is { } s && s.Mailbox == mailbox && s.UidValidity != uidValidity)];

    /// <summary>Whether something is to be copied from places that a mailbox does not number any more: it is to be sent instead.</summary>
    public static bool HaveFormerOriginals(IReadOnlyList<StoredTransfer> transfers, string mailbox, uint uidValidity) =>
        transfers.Any(t => t.CopyOf is { } original && original.Mailbox == mailbox && original.UidValidity != uidValidity);

    /// <summary>
    /// Whether something is to be done to places that a mailbox does not number any more: it was done here while the mailbox was looked at and numbered anew.
    /// </summary>
    public static bool HaveFormerPlaces(IReadOnlyList<StoredTransfer> transfers, string mailbox, uint uidValidity) =>
        transfers.Any(t => (t.Source ?? t.CopyOf) is { } place && place.Mailbox == mailbox && place.UidValidity != uidValidity);

    /// <summary>The messages that were moved here, and that another client removed from where they were: the server's word counts.</summary>
    public static IReadOnlyList<StoredTransfer> Overtaken(IReadOnlyList<StoredTransfer> transfers, string mailbox, uint uidValidity, UidSet vanished) =>
        [.. transfers.Where(t => t is { Attempt: null, Target: not null } && t.Source is { } s
            && s.Mailbox == mailbox && s.UidValidity == uidValidity && vanished.Contains(s.Uid))];

    /// <summary>How many messages wait for each of the mailboxes that are not mirrored: they go into it, or are in it.</summary>
    public static IReadOnlyDictionary<string, int> Barred(
        IReadOnlyList<StoredTransfer> transfers, IReadOnlyList<StoredMark> marks, IReadOnlySet<string> notMirrored)
    {
        // What a move left behind belongs to that move, and what stays on the server for good is done.
        var moved = transfers.Where(t => t is { Message: not null, IsLeft: false })
            .Select(t => ((string?[])[t.Attempt?.Mailbox, t.Target, t.Source?.Mailbox, t.CopyOf?.Mailbox]).FirstOrDefault(m => m is not null && notMirrored.Contains(m)))
            .OfType<string>().Select(m => (Mailbox: m, Count: 1));
        return moved.Concat(marks.Where(m => notMirrored.Contains(m.Mailbox)).Select(m => (m.Mailbox, Count: (int)m.Uids.Count)))
            .GroupBy(b => b.Mailbox).ToDictionary(g => g.Key, g => g.Sum(b => b.Count));
    }

    /// <summary>How much of what was done here waits for the mailbox to have a UIDVALIDITY.</summary>
    public static int Withheld(IReadOnlyList<StoredTransfer> transfers, string mailbox) => transfers.Count(t => IsWithheld(t) && (t.Source ?? t.CopyOf)!.Mailbox == mailbox);

    static bool IsWithheld(StoredTransfer transfer) => transfer.Attempt is null && (transfer.Source ?? transfer.CopyOf)?.UidValidity == ImapPlanner.NoUidValidity;

    static Step? Decide(StoredTransfer transfer, IReadOnlySet<string> mailboxes, TransferAbilities abilities) => transfer switch
    {
        _ when IsWithheld(transfer) => null,
        { Target: { } target } when !mailboxes.Contains(target) => null,
        { Source.Mailbox: { } mailbox } when !mailboxes.Contains(mailbox) => null,
        { Source: null, CopyOf.Mailbox: { } mailbox } when !mailboxes.Contains(mailbox) => null,
        { Target: { } target, Source: { } source } =>
            new(abilities.Moves ? TransferCommandKind.Move : TransferCommandKind.CopyToMove, source.Mailbox, source.UidValidity, target, transfer, source.Uid),
        { Target: { } target, CopyOf: { } original } =>
            new(TransferCommandKind.Copy, original.Mailbox, original.UidValidity, target, transfer, original.Uid),
        { Target: { } target, Message.IsPartial: false } => new(TransferCommandKind.Append, null, 0, target, transfer, 0),
        { Target: null, Source: { } source } => new(TransferCommandKind.Remove, source.Mailbox, source.UidValidity, null, transfer, source.Uid),
        _ => null,
    };

    /// <summary>A mailbox that is not there yet may come; of a message that is not held nothing can be made.</summary>
    static bool IsImpossible(StoredTransfer transfer) => transfer is { Target: not null, Source: null, CopyOf: null, Message.IsPartial: true };

    static int Order(TransferCommandKind kind) => kind switch
    {
        TransferCommandKind.Copy => 0,
        TransferCommandKind.Remove => 2,
        _ => 1,
    };

    sealed record Step(TransferCommandKind Kind, string? Source, uint UidValidity, string? Target, StoredTransfer Transfer, uint Uid);
}
