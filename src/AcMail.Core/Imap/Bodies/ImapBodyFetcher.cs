using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Fetches the body of a message whose header is held, over a connection of its own, so that it waits for no synchronisation.</summary>
sealed class ImapBodyFetcher(MailAccountSettings settings, ServerConnector connector) : IBodyFetcher, IDisposable
{
    const int Attempts = 2;

    readonly SemaphoreSlim _one = new(1, 1);

    public async Task<StoredMessage> FetchAsync(IMailStore store, StoredMessage message, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                // Somebody may have fetched it meanwhile, or a synchronisation numbered it anew.
                var present = await store.Reader.FindAsync(message.Info.Id, cancellationToken).ConfigureAwait(false)
                    ?? throw new MailException(ReplicaFailures.NoMessage(message.Info.Id));
                if (present.HeaderOf is null) return present;
                await FetchOnceAsync(store, present, cancellationToken).ConfigureAwait(false);
            }

            return await store.Reader.FindAsync(message.Info.Id, cancellationToken).ConfigureAwait(false) is { HeaderOf: null } fetched
                ? fetched
                : throw new MailException(ImapFailures.RestGone(message.Info.Id));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    async Task FetchOnceAsync(IMailStore store, StoredMessage message, CancellationToken cancellationToken)
    {
        if (await FindAsync(store, message.Info.Id, cancellationToken).ConfigureAwait(false) is not { } place) return;
        var session = await connector.OpenAsync(
            settings, settings.Incoming, log => new ReplicaImapClient(log, store.Content), cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        try
        {
            var folder = (ImapFolder)await session.Client.GetFolderAsync(place.Mailbox, cancellationToken).ConfigureAwait(false);
            await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken).ConfigureAwait(false);
            if (folder.UidValidity != place.UidValidity) throw new MailException(ImapFailures.RestGone(message.Info.Id));
            using var content = await ReceiveAsync(folder, place, message, cancellationToken).ConfigureAwait(false);
            var origin = new ContentOrigin(place.Mailbox, place.UidValidity, place.Uid, message.Info.Flags, message.Info.InternalDate, "");
            var key = await content.AppendToAsync(store.Content, origin, cancellationToken).ConfigureAwait(false);
            await store.CommitAsync(
                [new MessageBodyAdded(place.Mailbox, place.UidValidity, place.Uid, key, content.ParseHeaders())], cancellationToken).ConfigureAwait(false);
        }
        catch (FolderNotFoundException e)
        {
            throw new MailException(ImapFailures.RestGone(message.Info.Id), e);
        }
        catch (Exception e) when (e is not MailException and not OperationCanceledException)
        {
            throw new MailException(session.Classify(e), e);
        }
    }

    /// <summary>Where the server has the message.</summary>
    static async Task<MessagePlace?> FindAsync(IMailStore store, long id, CancellationToken cancellationToken)
    {
        var transfers = await store.Sync.GetTransfersAsync(cancellationToken).ConfigureAwait(false);
        if (transfers.FirstOrDefault(t => t.Message?.Id == id) is { } moved) return moved.Source;
        if (await store.Sync.LocateAsync([id], cancellationToken).ConfigureAwait(false) is not [var place]) return null;
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return mailboxes.FirstOrDefault(m => m.Name == place.Mailbox)?.ServerName is { } name ? place with { Mailbox = name } : null;
    }

    /// <summary>The exact octets. Where their number is not what RFC822.SIZE says, they have to come alike twice: some servers estimate.</summary>
    static async Task<ReceivedContent> ReceiveAsync(ImapFolder folder, MessagePlace place, StoredMessage message, CancellationToken cancellationToken)
    {
        var first = await ReceiveOnceAsync(folder, place, message, cancellationToken).ConfigureAwait(false);
        if (first.Length == message.HeaderOf!.Size) return first;
        using var second = await ReceiveOnceAsync(folder, place, message, cancellationToken).ConfigureAwait(false);
        if (first.HasSameBytes(second)) return first;
        first.Dispose();
        throw new MailException(ImapFailures.RestUnsteady(message.Info.Id));
    }

    static async Task<ReceivedContent> ReceiveOnceAsync(ImapFolder folder, MessagePlace place, StoredMessage message, CancellationToken cancellationToken)
    {
        ReceivedContent? received = null;
        await folder.GetStreamsAsync(UidSets.To(folder, UidSet.Of(place.Uid)), OnReceivedAsync, cancellationToken).ConfigureAwait(false);
        return received ?? throw new MailException(ImapFailures.RestGone(message.Info.Id));

        Task OnReceivedAsync(ImapFolder _, int index, UniqueId uid, Stream stream, CancellationToken token)
        {
            if (uid.Id == place.Uid && received is null && (stream.Length > 0 || message.HeaderOf!.Size == 0)) received = ((ReceivingStream)stream).Take();
            return Task.CompletedTask;
        }
    }
}
