using System.Runtime.ExceptionServices;
using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Reads what FETCH tells of the messages of a mailbox that are not known.</summary>
sealed class CensusDetails(CensusReader reader, UidSet known)
{
    const int AtOnce = 5000;

    readonly Dictionary<uint, MessageDetails> _details = [];

    /// <summary>What asks for everything; a server reads the message to answer.</summary>
    public static FetchRequest Whole(ImapFolder folder) => new(Items(folder)) { Headers = new([MimeKit.HeaderId.MessageId]) };

    public async Task<IReadOnlyCollection<MessageDetails>> ReadAsync(int exists, CancellationToken cancellationToken)
    {
        for (var first = 0; first < exists; first += AtOnce)
        {
            var (from, last) = (first, Math.Min(first + AtOnce, exists) - 1);
            var cause = await reader.TryAsync(
                f => f.TellAsync(() => f.FetchAsync(from, last, Whole(f), cancellationToken), Take), cancellationToken).ConfigureAwait(false);
            if (cause is not null) await GetAroundAsync(from, last, cancellationToken).ConfigureAwait(false);
        }

        return _details.Values;
    }

    /// <summary>Has what says nothing of the octets, which can be had of every message, and then the rest of those of which it can be had.</summary>
    async Task GetAroundAsync(int first, int last, CancellationToken cancellationToken)
    {
        IList<IMessageSummary> summaries = [];
        var cause = await reader.TryAsync(
            async f => summaries = await f.FetchAsync(first, last, new FetchRequest(Items(f)), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (cause is not null) ExceptionDispatchInfo.Throw(cause);
        var listed = summaries.Where(IsComplete).DistinctBy(s => s.UniqueId.Id).ToDictionary(s => s.UniqueId.Id, MessageDetails.From);
        await reader.ReadAsync(
            UidSet.Of(listed.Keys).Except(known).Except(UidSet.Of(_details.Keys)),
            (f, part, shown) => f.TellAsync(() => f.FetchAsync(UidSets.To(f, part), Whole(f), cancellationToken), summary =>
            {
                shown.Add(summary.UniqueId.Id);
                Take(summary);
            }),
            _details.ContainsKey, cancellationToken).ConfigureAwait(false);
        foreach (var uid in reader.Refused.Keys.Where(listed.ContainsKey)) _details.TryAdd(uid, listed[uid]);
    }

    void Take(IMessageSummary summary)
    {
        var uid = summary.UniqueId.Id;
        if (!IsComplete(summary) || known.Contains(uid)) return;
        _details[uid] = MessageDetails.From(summary);
        if (summary.Headers is null) reader.Refuse(uid);
    }

    static MessageSummaryItems Items(ImapFolder folder) =>
        ModSequences.WithFlags(folder) | MessageSummaryItems.InternalDate | MessageSummaryItems.EmailId | MessageSummaryItems.Size;

    public static bool IsComplete(IMessageSummary summary) => summary is { Flags: not null, InternalDate: not null };
}
