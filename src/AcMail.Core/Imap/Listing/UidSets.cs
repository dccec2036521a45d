using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Sets of UIDs as MailKit has them, and back. Ranges stay ranges: a server may name four thousand million UIDs in a line.</summary>
static class UidSets
{
    public static UidSet From(IList<UniqueId>? uids) => uids switch
    {
        null => UidSet.Empty,
        UniqueIdSet { Count: > 0 } set => UidSet.Parse($"{set}"),
        UniqueIdRange range => UidSet.FromRanges([new(Math.Min(range.Min.Id, range.Max.Id), Math.Max(range.Min.Id, range.Max.Id))]),
        _ => UidSet.Of(uids.Select(u => u.Id)),
    };

    public static IList<UniqueId> To(ImapFolder folder, UidSet uids) =>
        uids.Ranges is [var single] ? To(folder, single) : UniqueIdSet.TryParse($"{uids}", folder.UidValidity, out var set) ? set : [];

    public static IList<UniqueId> To(ImapFolder folder, UidRange range) => range.Count == 1
        ? [new(folder.UidValidity, range.First)]
        : new UniqueIdRange(new UniqueId(folder.UidValidity, range.First), new UniqueId(folder.UidValidity, range.Last));
}
