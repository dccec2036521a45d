using AcMail.Storage;

namespace AcMail;

/// <summary>Makes few commands of the flags that were changed in a mailbox. Pure: values in, values out.</summary>
static class MarkPlanner
{
    /// <summary>
    /// The marks that may be sent to the mailbox as it is numbered now. Those of a former UIDVALIDITY wait until their messages are found again; without any,
    /// a flag may strike another message, which loses nothing unless it is one that removes.
    /// </summary>
    public static IReadOnlyList<StoredMark> Playable(IReadOnlyList<StoredMark> marks, uint uidValidity) =>
        [.. marks.Where(m => m.UidValidity == uidValidity
            && (uidValidity != ImapPlanner.NoUidValidity || !m.Flags.Local.System.HasFlag(SystemFlags.Deleted)))];

    /// <summary>
    /// Only differences are sent: they commute with what other clients change meanwhile, and sending one again does no harm. A flag whose fate is uncertain
    /// is sent again as it is here now.
    /// </summary>
    /// <param name="marks">The changed messages of one mailbox, each in one of them.</param>
    /// <param name="keeps">Whether the mailbox keeps a flag (PERMANENTFLAGS, RFC 9051 §7.1).</param>
    public static MarkPlan Plan(IReadOnlyList<StoredMark> marks, Func<MailFlags, bool> keeps)
    {
        var wanted = marks.SelectMany(Differences).ToList();
        var refused = wanted.Where(d => !keeps(d.Flag)).ToList();
        var sendable = wanted.Where(d => keeps(d.Flag)).ToList();
        // Flags that change together share a command either by flag or by message; which is fewer depends on the changes.
        var byFlag = Group(sendable);
        var byMessage = Group([.. sendable.GroupBy(d => (d.Uids, d.Adds)).Select(g => new Difference(g.Key.Uids, g.Key.Adds, Join(g)))]);
        return new(byFlag.Count <= byMessage.Count ? byFlag : byMessage, Group([.. refused.Select(d => d with { Adds = false })]));
    }

    /// <summary>What has to be durable before any of <paramref name="marks"/>, which share one UIDVALIDITY, is sent.</summary>
    public static IReadOnlyList<MarksSending> Announce(string mailbox, IReadOnlyList<StoredMark> marks) =>
        [.. Plan(marks, _ => true).Stores.Select(s => new MarksSending(mailbox, marks[0].UidValidity, s.Uids, s.Flags))];

    /// <summary>The messages whose flags were sent.</summary>
    public static UidSet Messages(IReadOnlyList<MarksSent> sent) => sent.Aggregate(UidSet.Empty, (all, s) => all.Union(s.Uids));

    /// <summary>What both sides had in common, once <paramref name="sent"/> is written down as well.</summary>
    public static MailFlags Common(StoredPlacement held, IReadOnlyList<MarksSent> sent) =>
        sent.Count == 0 ? held.Flags : sent.Where(s => s.Uids.Contains(held.Uid)).Aggregate(FlagState.Of(held.Flags), (state, s) => state.Sent(s.Added, s.Removed)).Common;

    /// <summary>
    /// What the server said it changed, and shows unchanged, and on how many messages: servers with room for so many keywords forget the next one in silence.
    /// </summary>
    public static (MailFlags Flags, int Messages) Forgotten(IReadOnlyList<MarksSent> sent, IReadOnlyList<RemoteFlags> remote)
    {
        var (flags, messages) = (default(MailFlags), 0);
        if (sent.Count == 0) return (flags, messages);
        foreach (var shown in remote)
        {
            var forgotten = sent.Where(s => s.Uids.Contains(shown.Uid))
                .Aggregate(default(MailFlags), (all, s) => all.Union(s.Added.Except(shown.Flags)).Union(s.Removed.Intersect(shown.Flags)));
            if (!forgotten.IsEmpty) (flags, messages) = (flags.Union(forgotten), messages + 1);
        }

        return (flags, messages);
    }

    static IEnumerable<Difference> Differences(StoredMark mark)
    {
        var (common, local, uncertain) = mark.Flags;
        return local.Except(common.Except(uncertain)).Split().Select(f => new Difference(mark.Uids, true, f))
            .Concat(common.Union(uncertain).Except(local).Split().Select(f => new Difference(mark.Uids, false, f)));
    }

    static MailFlags Join(IEnumerable<Difference> differences) => differences.Aggregate(default(MailFlags), (all, d) => all.Union(d.Flag));

    static List<FlagStore> Group(IReadOnlyList<Difference> differences) =>
        [.. differences.GroupBy(d => (d.Adds, d.Flag)).Select(g => new FlagStore(UidSet.FromRanges(g.SelectMany(d => d.Uids.Ranges)), g.Key.Adds, g.Key.Flag))];

    readonly record struct Difference(UidSet Uids, bool Adds, MailFlags Flag);
}
