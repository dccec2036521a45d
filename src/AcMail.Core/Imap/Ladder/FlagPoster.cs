using AcMail.Storage;

namespace AcMail;

/// <summary>Posts the flags that differ from the last common state.</summary>
sealed class FlagPoster(ImapPassContext context)
{
    const int PlacementsAtOnce = 20_000;

    /// <summary>Posts them, each message once, and returns those that differ.</summary>
    public async Task<IReadOnlyList<RemoteFlags>> PostAsync(MailboxWork work, IReadOnlyList<RemoteFlags> remote, CancellationToken cancellationToken)
    {
        var differing = new List<RemoteFlags>();
        foreach (var part in remote.Chunk(PlacementsAtOnce))
        {
            foreach (var flags in part) work.Saw(flags.ModSeq);
            var told = part.Where(r => work.Known.Contains(r.Uid)).OrderBy(r => r.Uid).ToList();
            if (told.Count == 0) continue;
            work.Told = work.Told.Union(UidSet.Of(told.Select(r => r.Uid)));
            if (MarkPlanner.Forgotten(work.Sent, told) is { Messages: > 0 } forgotten)
                context.Pass.Notices.Add(ImapNotices.Forgotten(work.Name, forgotten.Flags, forgotten.Messages));
            await PostAsync(work, told, differing, cancellationToken).ConfigureAwait(false);
        }

        return differing;
    }

    async Task PostAsync(MailboxWork work, IReadOnlyList<RemoteFlags> part, List<RemoteFlags> differing, CancellationToken cancellationToken)
    {
        var held = await context.Store.Reader.GetPlacementsAsync(
            work.Name, work.UidValidity, UidSet.Of(part.Select(r => r.Uid)), cancellationToken).ConfigureAwait(false);
        foreach (var change in ImapPlanner.PlanFlags(work.Name, work.UidValidity, held, work.Sent, part))
        {
            work.Tally.FlagsChanged++;
            differing.Add(new(change.Uid, change.Flags, change.ModSeq));
            await context.Writer.PostAsync(change, cancellationToken).ConfigureAwait(false);
        }
    }
}
