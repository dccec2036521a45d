using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Sends one command, and writes down what the server answered.</summary>
sealed class TransferSender(ImapPassContext context, SkippedTransfers skipped)
{
    /// <summary>The transfers that the server said it copied.</summary>
    public HashSet<long> Copied { get; } = [];

    /// <summary>Whether the server has moved anything.</summary>
    public bool HasMoved { get; private set; }

    bool Expunges => TransferAbilities.Of(context.Link.Client).Expunges;

    public async Task SendAsync(TransferCommand command, CancellationToken cancellationToken)
    {
        var source = await context.Link.Observer.Mailboxes.GetAsync(command.Source!, cancellationToken).ConfigureAwait(false);
        if (command.Kind == TransferCommandKind.Remove)
        {
            await RemoveAsync(command, source, cancellationToken).ConfigureAwait(false);
            return;
        }

        StoreChange[] changes = [.. await TransferAsync(command, source, UidSets.To(source, command.Uids), cancellationToken).ConfigureAwait(false)];
        await context.Store.CommitAsync(changes, CancellationToken.None).ConfigureAwait(false);
        if (command.Kind == TransferCommandKind.Move && changes.Any(c => c is not TransfersFailed))
        {
            HasMoved = true;
            context.Trust.Kept(ServerPromise.Move);
        }

        context.Pass.Open(command.Source!).Uploaded += command.Items.Count - changes.OfType<TransfersFailed>().Sum(f => f.Transfers.Count);
    }

    /// <summary>
    /// Takes back here what the server refused for good. The mark comes off first, lest it goes with another client's EXPUNGE: cut off before it is, all is tried
    /// again; where the server refuses that too, the mark is sent like any other.
    /// </summary>
    public async Task TakeBackAsync(TransferCommand refused, CancellationToken cancellationToken)
    {
        var changes = TransferFold.Refused(refused, forGood: true).ToList();
        if (TransferFold.Marked(refused) is { Count: > 0 } marked && await TryUnmarkAsync(refused.Source!, marked, cancellationToken).ConfigureAwait(false))
            changes.Add(TransferFold.Unmarked(refused, marked));
        await context.Store.CommitAsync(changes, CancellationToken.None).ConfigureAwait(false);
    }

    async Task<bool> TryUnmarkAsync(string mailbox, UidSet marked, CancellationToken cancellationToken)
    {
        var source = await context.Link.Observer.Mailboxes.GetAsync(mailbox, cancellationToken).ConfigureAwait(false);
        try
        {
            await source.StoreAsync(
                UidSets.To(source, marked), new StoreFlagsRequest(StoreAction.Remove, MessageFlags.Deleted) { Silent = true }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ImapCommandException)
        {
            return false;
        }
    }

    async Task<IEnumerable<StoreChange>> TransferAsync(TransferCommand command, ImapFolder source, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        var target = await context.Link.Observer.Mailboxes.GetAsync(command.Target!, cancellationToken).ConfigureAwait(false);
        if (!Expunges) return await TransferByNumberAsync(command, source, target, cancellationToken).ConfigureAwait(false);
        var map = command.Kind == TransferCommandKind.Move
            ? await source.MoveToAsync(uids, target, cancellationToken).ConfigureAwait(false)
            : await source.CopyToAsync(uids, target, cancellationToken).ConfigureAwait(false);
        if (command.Kind == TransferCommandKind.Copy) Copied.UnionWith(command.Ids);
        return TransferFold.After(command, map.Values.FirstOrDefault().Validity, CopiedUids.Of(command.Uids, map));
    }

    async Task<IEnumerable<StoreChange>> TransferByNumberAsync(
        TransferCommand command, ImapFolder source, ImapFolder target, CancellationToken cancellationToken)
    {
        var found = await new MessageNumbers(source).FindAsync(command.Uids, cancellationToken).ConfigureAwait(false);
        int[] numbers = [.. found.Values.Order()];
        // Of none, MailKit sends nothing.
        if (command.Kind == TransferCommandKind.Move) await source.MoveToAsync(numbers, target, cancellationToken).ConfigureAwait(false);
        else await source.CopyToAsync(numbers, target, cancellationToken).ConfigureAwait(false);
        if (command.Kind == TransferCommandKind.Copy) Copied.UnionWith(command.Items.Where(i => found.ContainsKey(i.Uid)).Select(i => i.Transfer.Id));
        skipped.AddUnshown(command, command.Items.Where(i => !found.ContainsKey(i.Uid)));
        return TransferFold.After(command, UidSet.Of(found.Keys));
    }

    async Task RemoveAsync(TransferCommand command, ImapFolder source, CancellationToken cancellationToken)
    {
        var uids = UidSets.To(source, command.Uids);
        await source.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken).ConfigureAwait(false);
        // By their UIDs or not at all: a plain EXPUNGE would take along what other clients marked.
        var kept = Expunges ? await ExpungeAsync(source, uids, cancellationToken).ConfigureAwait(false) : UidSet.Empty;
        var items = command.Items.ToLookup(i => kept.Contains(i.Uid));
        if (items[false].Any())
        {
            var removed = command with { Items = [.. items[false]] };
            await context.Store.CommitAsync([.. TransferFold.Removed(removed, TransferAbilities.Of(context.Link.Client))], CancellationToken.None).ConfigureAwait(false);
            context.Pass.Open(command.Source!).Uploaded += removed.Items.Count;
        }

        if (!items[true].Any()) return;
        var refused = command with { Items = [.. items[true]] };
        await TakeBackAsync(refused, cancellationToken).ConfigureAwait(false);
        skipped.Add(refused, TransferFailures.NotRemoved(refused));
    }

    /// <summary>Returns what is there still: where an ACL has no right to expunge, Dovecot says OK all the same.</summary>
    static async Task<UidSet> ExpungeAsync(ImapFolder source, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        var before = source.Count;
        await source.ExpungeAsync(uids, cancellationToken).ConfigureAwait(false);
        if (before - source.Count >= uids.Count) return UidSet.Empty;
        var shown = await source.FetchAsync(uids, MessageSummaryItems.UniqueId, cancellationToken).ConfigureAwait(false);
        return UidSet.Of(shown.Select(s => s.UniqueId.Id));
    }
}
