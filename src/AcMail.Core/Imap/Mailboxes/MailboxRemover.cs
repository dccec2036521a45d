using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Deletes on the server the mailboxes that were deleted here, after what says that nothing is lost with them has been looked at anew.</summary>
sealed class MailboxRemover(ImapPassContext context)
{
    readonly MailboxCounter _counter = new(context);

    ImapLink Link => context.Link;

    MailboxLister Mailboxes => Link.Observer.Mailboxes;

    IMailStore Store => context.Store;

    /// <summary>
    /// Deletes the mailboxes that were deleted here, each unless the server holds something in it that nobody here has seen; returns whether one is back here
    /// for that.
    /// </summary>
    public async Task<bool> RemoveAsync(IReadOnlyList<MailboxStanding> standings, IReadOnlySet<string> notMirrored, CancellationToken cancellationToken)
    {
        var isAnyBack = false;
        foreach (var name in MailboxPlanner.Deletions(standings))
        {
            if (await Mailboxes.IsGoneAsync(name, cancellationToken).ConfigureAwait(false))
            {
                await FoldAsync(new MailboxUnlisted(name)).ConfigureAwait(false);
                continue;
            }

            try
            {
                var folder = await Mailboxes.GetAsync(name, cancellationToken).ConfigureAwait(false);
                if (await FindObjectionAsync(folder, notMirrored, cancellationToken).ConfigureAwait(false) is { } objection)
                {
                    await TakeBackAsync(name, objection).ConfigureAwait(false);
                    isAnyBack = true;
                    continue;
                }

                await folder.DeleteAsync(cancellationToken).ConfigureAwait(false);
                await FoldAsync(new MailboxUnlisted(name)).ConfigureAwait(false);
                if (Mailboxes.IsSubscribed(name)) await UnsubscribeAsync(folder, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ImapCommandException or FolderNotFoundException || NamespaceRoot.IsMeantBy(e))
            {
                if (await Mailboxes.IsGoneAsync(name, cancellationToken).ConfigureAwait(false)) await FoldAsync(new MailboxUnlisted(name)).ConfigureAwait(false);
                else await TakeBackAsync(name, MailboxFailures.NotDeleted(name, NamespaceRoot.Classify(e, Link))).ConfigureAwait(false);
            }
        }

        return isAnyBack;
    }

    /// <summary>A subscription outlives its mailbox (RFC 9051 §6.3.5), and other mail programs show its name for ever.</summary>
    static async Task UnsubscribeAsync(ImapFolder deleted, CancellationToken cancellationToken)
    {
        try
        {
            await deleted.UnsubscribeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException)
        {
            // Some servers have ended it themselves, and refuse a name that is no mailbox's.
        }
    }

    /// <summary>What would be lost with the mailbox on the server.</summary>
    async Task<MailFailure?> FindObjectionAsync(ImapFolder folder, IReadOnlySet<string> notMirrored, CancellationToken cancellationToken)
    {
        var name = folder.FullName;
        if (await MailboxLister.HasInferiorsAsync(folder, cancellationToken).ConfigureAwait(false)) return MailboxFailures.HasInferiors(name);
        return await IsEmptyAsync(name, cancellationToken).ConfigureAwait(false) ? null : MailboxFailures.NotEmpty(name, !notMirrored.Contains(name));
    }

    /// <summary>Whether the server holds nothing in it, or only what was deleted here and cannot be expunged there.</summary>
    async Task<bool> IsEmptyAsync(string name, CancellationToken cancellationToken)
    {
        var (folder, state, _) = await Link.Observer.SelectAsync(name, writes: false, null, cancellationToken).ConfigureAwait(false);
        var left = (await Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
            .Where(t => t is { IsLeft: true, Source: { } source } && source.Mailbox == name && source.UidValidity == state.UidValidity).Select(t => t.Source!.Uid);
        var listed = state.Exists == 0 ? UidSet.Empty : await new UidLister(folder, Link.Client.Capabilities).SearchAsync(new UidRange(1, uint.MaxValue), cancellationToken)
            .ConfigureAwait(false);
        // Left open, the mailbox would be one that is in use.
        await Link.Observer.LeaveAsync(folder, cancellationToken).ConfigureAwait(false);
        return MailboxPlanner.HoldsOnly(state, listed, left)
            && !MailboxPlanner.HasGrown(state, await _counter.CountAsync(name, cancellationToken).ConfigureAwait(false));
    }

    async Task TakeBackAsync(string name, MailFailure failure)
    {
        context.Pass.AddProblem(context.Pass.Open(name), null, failure);
        if (!failure.IsTransient) await FoldAsync(new MailboxRestored(name)).ConfigureAwait(false);
    }

    async Task FoldAsync(StoreChange change) => await Store.CommitAsync([change], CancellationToken.None).ConfigureAwait(false);
}
