using AcMail.Storage;

namespace AcMail;

/// <summary>Reads the flags of many messages, and gets around those of which the line cannot be read.</summary>
sealed class FlagReader(ImapPassContext context)
{
    /// <summary>The flags in <paramref name="range"/>, and the messages there of which they cannot be read; the report names those.</summary>
    public async Task<(IReadOnlyList<RemoteFlags> Flags, UidSet Unreadable)> ReadAsync(MailboxWork work, UidRange range, CancellationToken cancellationToken)
    {
        var (read, unreadable) = (new Dictionary<uint, RemoteFlags>(), UidSet.Empty);
        if (await TryAsync(work, UidSet.FromRanges([range]), read, cancellationToken).ConfigureAwait(false)) return ([.. read.Values], unreadable);

        var uids = work.IsIncomplete ? UidSet.Empty : await context.Lister(work).FetchUidsAsync(range, cancellationToken).ConfigureAwait(false);
        var parts = new Stack<UidSet>(IsolationPlanner.Split(uids, uids.Except(UidSet.Of(read.Keys))).Reverse());
        while (!work.IsIncomplete && parts.TryPop(out var part))
        {
            if (await TryAsync(work, part, read, cancellationToken).ConfigureAwait(false)) continue;
            if (part.Count == 1)
            {
                unreadable = unreadable.Union(part);
                context.Pass.AddProblem(work.Tally, $"{part}", ImapFailures.FlagsUnreadable(work.Name, part));
                continue;
            }

            foreach (var set in IsolationPlanner.Split(part, part.Except(UidSet.Of(read.Keys))).Reverse()) parts.Push(set);
        }

        return ([.. read.Values], unreadable);
    }

    async Task<bool> TryAsync(MailboxWork work, UidSet uids, Dictionary<uint, RemoteFlags> read, CancellationToken cancellationToken)
    {
        try
        {
            await context.Lister(work).FetchAsync(uids, flags => read[flags.Uid] = flags, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (ImapLink.IsUnreadable(e))
        {
            await context.RecoverAsync(work, e, cancellationToken).ConfigureAwait(false);
            return false;
        }
    }
}
