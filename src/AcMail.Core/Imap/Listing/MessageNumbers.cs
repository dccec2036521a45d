using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>
/// Finds the numbers of messages, by which alone MailKit copies and moves where there is no UIDPLUS. It takes them from SEARCH, which some servers answer with
/// the numbers of other messages; here they are those of FETCH, asked for by UID and then by these numbers, and both answers have to agree.
/// </summary>
/// <param name="folder">The selected mailbox.</param>
sealed class MessageNumbers(ImapFolder folder)
{
    readonly Dictionary<uint, int> _found = [];
    bool _shifted;

    /// <summary>The numbers, from 0, of those of <paramref name="uids"/> that the server shows without doubt.</summary>
    public async Task<IReadOnlyDictionary<uint, int>> FindAsync(UidSet uids, CancellationToken cancellationToken)
    {
        void Shift(object? sender, EventArgs args) => _shifted = true;
        folder.MessageExpunged += Shift;
        folder.MessagesVanished += Shift;
        try
        {
            await FindPartAsync(uids, cancellationToken).ConfigureAwait(false);
            // A number that was told before a message went may be that of the next one.
            return _shifted ? new Dictionary<uint, int>() : _found;
        }
        finally
        {
            folder.MessageExpunged -= Shift;
            folder.MessagesVanished -= Shift;
        }
    }

    async Task FindPartAsync(UidSet uids, CancellationToken cancellationToken)
    {
        if (folder.Count == 0 || uids.Count == 0) return;
        var told = Read(await folder.FetchAsync(UidSets.To(folder, uids), MessageSummaryItems.UniqueId, cancellationToken).ConfigureAwait(false), uids);
        // What went before any number was taken down does no harm: the second answer is about what is there now.
        if (_found.Count == 0) _shifted = false;
        if (told.Count == 0 || _shifted) return;
        int[] numbers = [.. told.Values.Order()];
        var again = Read(await folder.FetchAsync(numbers, MessageSummaryItems.UniqueId, cancellationToken).ConfigureAwait(false), null);
        if (_shifted) return;
        if (again.Count == told.Count && told.All(t => again.TryGetValue(t.Key, out var number) && number == t.Value))
        {
            foreach (var (uid, number) in told) _found[uid] = number;
            // Lines are left out by some servers.
            await FindPartAsync(uids.Except(UidSet.Of(told.Keys)), cancellationToken).ConfigureAwait(false);
        }
        else if (uids.Count > 1)
        {
            foreach (var half in uids.ChunksDescending((int)(uids.Count + 1) / 2)) await FindPartAsync(half, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Each UID by which one message is told, and each message that is told by one UID.</summary>
    Dictionary<uint, int> Read(IEnumerable<IMessageSummary> summaries, UidSet? wanted)
    {
        var told = summaries.Where(s => wanted?.Contains(s.UniqueId.Id) != false).Select(s => (Uid: s.UniqueId.Id, s.Index)).Distinct().ToList();
        var (uids, numbers) = (told.CountBy(t => t.Uid).ToDictionary(), told.CountBy(t => t.Index).ToDictionary());
        return told.Where(t => t.Uid > 0 && t.Index < folder.Count && uids[t.Uid] == 1 && numbers[t.Index] == 1).ToDictionary(t => t.Uid, t => t.Index);
    }
}
