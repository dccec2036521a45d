using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Gives messages to the server that only this side has (APPEND), one by one.</summary>
sealed class MessageUploader(ImapPassContext context)
{
    /// <summary>
    /// Why a message is not sent. The server would refuse it once it had all of it, each time anew: it said so before, or tells its limit (APPENDLIMIT, RFC 7889).
    /// Or the disk has damaged it: those bytes must not spread.
    /// </summary>
    public async Task<MailFailure?> FindObjectionAsync(TransferCommand command, CancellationToken cancellationToken)
    {
        if (context.RefusedUploads.Find(command.Items[0].Transfer.Attempted) is { } refused) return refused;
        var message = command.Items[0].Transfer.Message!;
        try
        {
            var content = await context.Store.Content.OpenReadAsync(message.Content, cancellationToken).ConfigureAwait(false);
            await using var closing = content.ConfigureAwait(false);
            if (context.Link.Client.AppendLimit is { } limit && content.Length > limit) return TransferFailures.TooLarge(command.Target!, content.Length, limit);
            var key = await ContentKey.OfAsync(content, cancellationToken).ConfigureAwait(false);
            return key == message.Content ? null : ReplicaFailures.Damaged(message.Id);
        }
        catch (MailException e) when (
            e.Failure.Kind is MailErrorKind.StorageDamaged or MailErrorKind.StorageUnavailable or MailErrorKind.MessageNotFound)
        {
            return e.Failure;
        }
    }

    /// <summary>Sends a message as it is held, with its flags and date; without its keywords where it may be that the server has no room for them.</summary>
    public async Task<TakenMessage> AppendAsync(TransferCommand command, CancellationToken cancellationToken)
    {
        var flags = command.Items[0].Transfer.Message!.Flags;
        try
        {
            return await AppendAsync(command, flags, cancellationToken).ConfigureAwait(false);
        }
        catch (ImapCommandException e) when (flags.Keywords.Count > 0 && TransferPlanner.MayBeForKeywords(context.Link.Classify(e)))
        {
            var taken = await AppendAsync(command, new(flags.System), cancellationToken).ConfigureAwait(false);
            context.Pass.Notices.Add(ImapNotices.WithoutKeywords(command.Target!, flags.Keywords));
            return taken;
        }
    }

    async Task<TakenMessage> AppendAsync(TransferCommand command, MailFlags flags, CancellationToken cancellationToken)
    {
        var message = command.Items[0].Transfer.Message!;
        var content = await context.Store.Content.OpenReadAsync(message.Content, cancellationToken).ConfigureAwait(false);
        await using var closing = content.ConfigureAwait(false);
        using var verbatim = await VerbatimMessage.CreateAsync(content, cancellationToken).ConfigureAwait(false);
        var request = new AppendRequest(verbatim.Message, ImapFlags.To(flags.System), flags.Keywords)
        {
            InternalDate = SendableDate.Of(message.InternalDate),
        };
        var target = await context.Link.Observer.Mailboxes.GetAsync(command.Target!, cancellationToken).ConfigureAwait(false);
        var uid = await target.AppendAsync(MimeKit.FormatOptions.Default, request, cancellationToken).ConfigureAwait(false);
        context.Pass.Open(command.Target!).Uploaded++;
        return verbatim.IsExact && uid is { } told ? new(command, told.Validity, told.Id, content.Length) : new(command, 0, 0, content.Length);
    }

    /// <summary>How large the messages are that the server took: some write them anew.</summary>
    public async Task<KeptSizes> ReadSizesAsync(string target, IReadOnlyList<TakenMessage> taken, CancellationToken cancellationToken)
    {
        var uids = UidSet.Of(taken.Where(t => t.Uid > 0).Select(t => t.Uid));
        if (uids.Count == 0) return new(0, new Dictionary<uint, long>());
        var folder = await context.Link.Observer.OpenAsync(target, cancellationToken).ConfigureAwait(false);
        var sizes = new Dictionary<uint, long>();
        foreach (var one in await folder.FetchAsync(
            UidSets.To(folder, uids), MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellationToken).ConfigureAwait(false))
            if (one.Size is { } size) sizes[one.UniqueId.Id] = size;
        return new(folder.UidValidity, sizes);
    }
}
