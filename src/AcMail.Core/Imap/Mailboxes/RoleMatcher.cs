using AcMail.Storage;

namespace AcMail;

/// <summary>Takes what was made here for a role for the mailbox that the server has for it: one that is not mirrored, or not listed yet, is not known here.</summary>
sealed class RoleMatcher(ImapPassContext context)
{
    /// <summary>Returns the mailboxes that are not on the server as they are here, by then.</summary>
    public async Task<IReadOnlyList<MailboxStanding>> MatchAsync(IReadOnlyList<MailboxStanding> standings, CancellationToken cancellationToken)
    {
        if (standings.All(s => s.Here is null || s.There is not null)) return standings;
        var here = await context.Store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        if (!here.Any(MailboxListPlanner.IsMadeForRole)) return standings;
        var listed = await context.Link.Observer.ListNamesAsync(cancellationToken).ConfigureAwait(false);
        var met = MailboxListPlanner.Met(here, standings, listed, context.Settings);
        if (met.Count == 0) return standings;
        await context.Store.CommitAsync(met, cancellationToken).ConfigureAwait(false);
        return await context.Store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false);
    }
}
