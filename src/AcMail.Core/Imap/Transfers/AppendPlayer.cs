using AcMail.Storage;

namespace AcMail;

/// <summary>Sends messages to a mailbox one by one. What is written down of them is written down for all at once.</summary>
sealed class AppendPlayer(ImapPassContext context, SkippedTransfers skipped)
{
    readonly MessageUploader _uploads = new(context);

    public async Task PlayAsync(TransferCommand command, CancellationToken cancellationToken)
    {
        var (taken, refused) = (new List<TakenMessage>(), new List<StoreChange>());
        var sizes = new KeptSizes(0, new Dictionary<uint, long>());
        try
        {
            foreach (var item in command.Items)
            {
                var one = command with { Items = [item] };
                if (await _uploads.FindObjectionAsync(one, cancellationToken).ConfigureAwait(false) is { } objection)
                {
                    refused.AddRange(TransferFold.Refused(one, forGood: false));
                    skipped.Add(one, objection);
                    continue;
                }

                if (await context.Link.TryAsync(
                    async () => taken.Add(await _uploads.AppendAsync(one, cancellationToken).ConfigureAwait(false)), broken => skipped.AddBreak(one, broken))
                    .ConfigureAwait(false) is not { } failure)
                    continue;
                refused.AddRange(TransferFold.Refused(one, forGood: false));
                var told = TransferFailures.Refused(one, failure);
                if (!TransferFailures.IsWorthWaiting(failure)) context.RefusedUploads.Add(item.Transfer.Attempted, told);
                skipped.Add(one, told);
            }

            await context.Link.TryAsync(
                async () => sizes = await _uploads.ReadSizesAsync(command.Target!, taken, cancellationToken).ConfigureAwait(false),
                broken => context.Pass.AddBreak(context.Pass.Open(command.Target!), broken)).ConfigureAwait(false);
        }
        finally
        {
            List<StoreChange> settled = [.. TransferFold.Taken(taken, sizes)];
            // By its bytes alone, a rebuild would take it for a message that the server has not got.
            foreach (var (content, origin) in TransferFold.Origins(command, settled))
                await context.Store.Content.ReferAsync(content, origin, CancellationToken.None).ConfigureAwait(false);
            await context.Store.CommitAsync([.. refused, .. settled], CancellationToken.None).ConfigureAwait(false);
        }
    }
}
