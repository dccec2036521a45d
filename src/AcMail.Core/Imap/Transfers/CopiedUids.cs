using AcMail.Storage;
using MailKit;

namespace AcMail;

/// <summary>What COPYUID (RFC 4315 §3) tells of messages that were moved or copied.</summary>
static class CopiedUids
{
    /// <summary>
    /// The new UID of each message that was taken, by that it was asked for with; none where others are told of, or fewer places than messages. What is told is
    /// not gone through: one line can name four thousand million.
    /// </summary>
    public static IReadOnlyDictionary<uint, uint> Of(UidSet asked, UniqueIdMap told)
    {
        var copied = new Dictionary<uint, uint>();
        foreach (var uid in asked)
        {
            if (told.TryGetValue(new(uid), out var place)) copied.Add(uid, place.Id);
        }

        return copied.Count == told.Count && copied.Count == told.Destination.Count ? copied : new();
    }
}
