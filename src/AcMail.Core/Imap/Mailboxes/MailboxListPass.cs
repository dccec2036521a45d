using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Brings the list of mailboxes up to date; what the list alone says to be gone is not believed.</summary>
sealed class MailboxListPass(ImapPassContext context)
{
    /// <inheritdoc cref="MailboxListPlanner.NotMirrored"/>
    public IReadOnlySet<string> NotMirrored { get; private set; } = new HashSet<string>();

    /// <summary>What is not mirrored, is gone from the server, and is to be there again for what goes into it.</summary>
    public IReadOnlyList<StoredMailbox> Lacking { get; private set; } = [];

    /// <summary>The mailboxes of the server: those that are mirrored, among them those that were deleted here, and the others that hold messages.</summary>
    /// <param name="deletedHere">Those that are to be deleted there.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<RemoteMailbox>> RunAsync(IReadOnlyList<string> deletedHere, CancellationToken cancellationToken)
    {
        var stored = await context.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var listed = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (MailboxListPlanner.IsMassDisappearance(stored.Count, MailboxListPlanner.Missing(stored, listed, context.Settings).Count))
            listed = Join(listed, await ListAsync(cancellationToken).ConfigureAwait(false));
        if (context.Link.Client.PersonalNamespaces.Count == 0) context.Pass.Notices.Add(ImapNotices.NoHierarchy);
        foreach (var (key, pattern, meant) in MailboxListPlanner.Unmatched(listed, context.Settings))
            context.Pass.Notices.Add(ImapNotices.Unmatched(key, pattern, meant));
        listed = await IdentifyAsync(stored, listed, cancellationToken).ConfigureAwait(false);
        stored = await RenameAsync(stored, listed, cancellationToken).ConfigureAwait(false);

        var wanted = MailboxListPlanner.Select(listed, context.Settings);
        var others = MailboxListPlanner.Others(listed, context.Settings);
        NotMirrored = MailboxListPlanner.NotMirrored(stored, listed, context.Settings);
        var here = wanted.Concat(MailboxListPlanner.Here(others, stored)).Where(m => !deletedHere.Contains(m.Mailbox.Name));
        foreach (var change in MailboxListPlanner.Added(stored, [.. here]))
            await context.Writer.PostAsync(change, cancellationToken).ConfigureAwait(false);
        var unlisted = new List<RemoteMailbox>();
        var missing = MailboxListPlanner.Missing(stored, listed, context.Settings);
        var transfers = NotMirrored.Count == 0 ? [] : await context.Store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var lacking = MailboxListPlanner.Lacking(stored, listed, transfers, context.Settings);
        var idle = MailboxListPlanner.Idle(stored, listed, context.Settings).Except(lacking);
        var gone = await context.Link.Observer.Mailboxes.FindGoneAsync([.. missing, .. lacking, .. idle], cancellationToken).ConfigureAwait(false);
        Lacking = [.. stored.IntersectBy(lacking.Intersect(gone), m => m.Name)];
        foreach (var mailbox in stored.IntersectBy(idle.Intersect(gone), m => m.Name)) await UnlinkAsync(mailbox, cancellationToken).ConfigureAwait(false);
        foreach (var mailbox in stored.IntersectBy(missing, m => m.Name))
        {
            if (gone.Contains(mailbox.Name)) await UnlinkAsync(mailbox, cancellationToken).ConfigureAwait(false);
            else unlisted.Add(new(new(mailbox.Name, mailbox.Delimiter, mailbox.Role, mailbox.Selectable), null));
        }

        return [.. wanted, .. others, .. unlisted];
    }

    async Task<IReadOnlyList<RemoteMailbox>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await context.Link.Observer.ListAsync(withIds: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (ImapLink.IsUnreadable(e) && context.Link.Client.Capabilities.HasFlag(ImapCapabilities.ListStatus))
        {
            return await ListWithLessAsync(e, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Link.HasServed && ImapLink.IsHangUp(e) && context.Link.Client.Capabilities.HasFlag(ImapCapabilities.ListStatus))
        {
            // The counters of one mailbox may be all that the server cannot tell.
            var broken = context.Pass.BrokenPromises;
            broken.Add(ServerPromise.ListStatus);
            if (broken.IsGivenUp(ServerPromise.ListStatus))
                await context.Link.Trust.BreakAsync(ServerPromise.ListStatus, DistrustReason.BrokeOff, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Where the counters cannot be read: the MAILBOXIDs among them may be all that is wrong.</summary>
    async Task<IReadOnlyList<RemoteMailbox>> ListWithLessAsync(Exception unreadable, CancellationToken cancellationToken)
    {
        if (context.Link.Client.Capabilities.HasFlag(ImapCapabilities.ObjectID) && context.Trust.Holds(ServerPromise.MailboxIds))
        {
            try
            {
                if (!context.Link.Client.IsConnected) await context.Link.ReopenAsync(unreadable, cancellationToken).ConfigureAwait(false);
                var listed = await context.Link.Observer.ListAsync(withIds: false, cancellationToken).ConfigureAwait(false);
                await context.Trust.BreakAsync(ServerPromise.MailboxIds, DistrustReason.Unreadable, cancellationToken).ConfigureAwait(false);
                return listed;
            }
            catch (Exception e) when (ImapLink.IsUnreadable(e))
            {
                unreadable = e;
            }
        }

        await context.GiveUpAsync(new(ServerPromise.ListStatus, DistrustReason.Unreadable, unreadable), cancellationToken).ConfigureAwait(false);
        return await context.Link.Observer.ListAsync(withIds: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where mailboxes have gone and others have come, and LIST does not tell which are the same: STATUS does (RFC 8474).</summary>
    async Task<IReadOnlyList<RemoteMailbox>> IdentifyAsync(
        IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed, CancellationToken cancellationToken)
    {
        var (names, known) = (MailboxListPlanner.Standing(stored, listed), stored.Select(m => m.Name).ToHashSet());
        if (!stored.Any(m => m.ObjectId.Length > 0 && !names.Contains(m.Name))) return listed;
        var identified = new List<RemoteMailbox>();
        foreach (var one in listed)
        {
            var isNew = one.Mailbox is { ObjectId: "", Selectable: true } && !known.Contains(one.Mailbox.Name);
            var id = isNew ? await context.Link.Observer.Mailboxes.IdentifyAsync(one.Mailbox.Name, cancellationToken).ConfigureAwait(false) : one.Mailbox.ObjectId;
            identified.Add(one with { Mailbox = one.Mailbox with { ObjectId = id } });
        }

        return identified;
    }

    async Task<IReadOnlyList<StoredMailbox>> RenameAsync(
        IReadOnlyList<StoredMailbox> stored, IReadOnlyList<RemoteMailbox> listed, CancellationToken cancellationToken)
    {
        var renamed = MailboxListPlanner.Renamed(stored, listed);
        if (renamed.Count == 0) return stored;
        await context.Store.CommitAsync([.. renamed], cancellationToken).ConfigureAwait(false);
        return await context.ReadMailboxesAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task UnlinkAsync(StoredMailbox mailbox, CancellationToken cancellationToken)
    {
        if (mailbox.Messages > 0) await context.Owner.EnsureNotRenewedAsync(context.Link, cancellationToken).ConfigureAwait(false);
        context.Pass.Open(mailbox.Name, mailbox.Role).Removed += mailbox.Messages;
        await context.Writer.PostAsync(new MailboxUnlisted(mailbox.Name), cancellationToken).ConfigureAwait(false);
    }

    static List<RemoteMailbox> Join(IReadOnlyList<RemoteMailbox> first, IReadOnlyList<RemoteMailbox> second) =>
        [.. second, .. first.Where(f => second.All(s => s.Mailbox.Name != f.Mailbox.Name))];
}
