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
        var uids = UidSets.To(source, command.Uids);
        var answered = command.Kind == TransferCommandKind.Remove
            ? await RemoveAsync(command, source, uids, cancellationToken).ConfigureAwait(false)
            : await TransferAsync(command, source, uids, cancellationToken).ConfigureAwait(false);
        StoreChange[] changes = [.. answered];
        await context.Store.CommitAsync(changes, CancellationToken.None).ConfigureAwait(false);
        if (command.Kind == TransferCommandKind.Move && changes.Any(c => c is not TransfersFailed))
        {
            HasMoved = true;
            context.Trust.Kept(ServerPromise.Move);
        }

        context.Pass.Open(command.Source!).Uploaded += command.Items.Count - changes.OfType<TransfersFailed>().Sum(f => f.Transfers.Count);
    }

    async Task<IEnumerable<StoreChange>> TransferAsync(TransferCommand command, ImapFolder source, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        var target = await context.Link.Observer.Mailboxes.GetAsync(command.Target!, cancellationToken).ConfigureAwait(false);
        if (!Expunges) return await TransferByNumberAsync(command, source, target, cancellationToken).ConfigureAwait(false);
        var map = command.Kind == TransferCommandKind.Move
            ? await source.MoveToAsync(uids, target, cancellationToken).ConfigureAwait(false)
            : await source.CopyToAsync(uids, target, cancellationToken).ConfigureAwait(false);
        if (command.Kind == TransferCommandKind.Copy) Copied.UnionWith(command.Ids);
        var arrived = map.Keys.Zip(map.Values).ToDictionary(p => p.First.Id, p => p.Second.Id);
        return TransferFold.After(command, map.Values.FirstOrDefault().Validity, arrived);
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

    async Task<IEnumerable<StoreChange>> RemoveAsync(TransferCommand command, ImapFolder source, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        await source.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted) { Silent = true }, cancellationToken).ConfigureAwait(false);
        // By their UIDs or not at all: a plain EXPUNGE would take along what other clients marked.
        if (Expunges) await source.ExpungeAsync(uids, cancellationToken).ConfigureAwait(false);
        return [TransferFold.Removed(command, TransferAbilities.Of(context.Link.Client))];
    }
}
