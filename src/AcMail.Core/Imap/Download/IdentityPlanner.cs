using AcMail.Storage;

namespace AcMail;

/// <summary>Decides which messages are linked to content that is held, without a download. Pure: values in, values out.</summary>
static class IdentityPlanner
{
    /// <summary>
    /// EMAILID is certain. Message-ID, size and date may be those of another copy of the same mail, delivered twice in a second with another trace: so a
    /// content is linked no more often than messages of the mailbox can be it.
    /// </summary>
    /// <param name="uids">The messages.</param>
    /// <param name="found">What is held of each, in the same order.</param>
    public static IReadOnlyDictionary<uint, HeldContent> Link(IReadOnlyList<uint> uids, IReadOnlyList<HeldContent?> found)
    {
        var links = new Dictionary<uint, HeldContent>();
        var taken = new Dictionary<ContentKey, int>();
        foreach (var (uid, held) in uids.Zip(found))
        {
            if (held is null) continue;
            var times = taken.GetValueOrDefault(held.Content);
            if (!held.IsCertain && times >= held.Room) continue;
            taken[held.Content] = times + 1;
            links[uid] = held;
        }

        return links;
    }
}
