using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Fetches the bodies of messages whose headers are held, over a connection of its own, so that it waits for no synchronisation.</summary>
sealed class ImapBodyFetcher : IBodyFetcher, IAsyncDisposable
{
    readonly MailAccountSettings _settings;
    readonly SessionKeeper<MailSession<ReplicaImapClient>> _sessions;
    readonly Lifetime _lifetime;

    public ImapBodyFetcher(
        MailAccountSettings settings, ServerConnector connector, TimeProvider time, Func<CancellationToken, ValueTask<IMailStore>> openStore)
    {
        _settings = settings;
        _lifetime = new(time);
        _sessions = new(
            async token =>
            {
                var store = await openStore(token).ConfigureAwait(false);
                return await connector.OpenAsync(settings, settings.Incoming, log => new ReplicaImapClient(log, store.Content), token).ConfigureAwait(false);
            },
            time);
    }

    public Task<StoredMessage> FetchAsync(IMailStore store, StoredMessage message, CancellationToken cancellationToken) =>
        _lifetime.RunAsync(token => FetchInLifetimeAsync(store, message, token), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _lifetime.DisposeAsync().ConfigureAwait(false);
        await _sessions.DisposeAsync().ConfigureAwait(false);
    }

    async Task<StoredMessage> FetchInLifetimeAsync(IMailStore store, StoredMessage message, CancellationToken cancellationToken)
    {
        await new OwnerGuard(_settings, store).EnsureAsync(cancellationToken).ConfigureAwait(false);
        var fetched = await FetchOnReadyAsync(FetchAsync).ConfigureAwait(false) ?? await _sessions.UseAsync(FetchAsync, cancellationToken).ConfigureAwait(false);
        return fetched.HeaderOf is null ? fetched : throw new MailException(ImapFailures.RestGone(message.Info.Id));

        Task<StoredMessage> FetchAsync(MailSession<ReplicaImapClient> session) => FetchOnceAsync(session, store, message.Info.Id, cancellationToken);
    }

    /// <summary>What the connection that was kept gives, or <see langword="null"/> where there is none, or it turns out that the server had left it.</summary>
    async Task<StoredMessage?> FetchOnReadyAsync(Func<MailSession<ReplicaImapClient>, Task<StoredMessage>> fetch)
    {
        try
        {
            return await _sessions.UseReadyAsync(fetch).ConfigureAwait(false);
        }
        catch (MailException e) when (e.Failure.IsTransient)
        {
            return null;
        }
    }

    static async Task<StoredMessage> FetchOnceAsync(
        MailSession<ReplicaImapClient> session, IMailStore store, long id, CancellationToken cancellationToken)
    {
        // Whoever waited for the connection may find that it was fetched meanwhile.
        var message = await FindAsync(store, id, cancellationToken).ConfigureAwait(false);
        if (message.HeaderOf is null || await LocateAsync(store, id, cancellationToken).ConfigureAwait(false) is not { } place) return message;
        ContentKey key;
        try
        {
            var folder = await OpenAsync(session.Client, place, cancellationToken).ConfigureAwait(false);
            if (folder.UidValidity != place.UidValidity) throw new MailException(ImapFailures.RestGone(id));
            using var content = await ReceiveAsync(session.Client, folder, place, message, cancellationToken).ConfigureAwait(false);
            var origin = new ContentOrigin(place.Mailbox, place.UidValidity, place.Uid, message.Info.Flags, message.Info.InternalDate, "");
            key = await content.AppendToAsync(store.Content, origin, cancellationToken).ConfigureAwait(false);
            await store.CommitAsync(
                [new MessageBodyAdded(place.Mailbox, place.UidValidity, place.Uid, key, content.ParseHeaders())], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not MailException and not OperationCanceledException)
        {
            var failure = session.Classify(e);
            throw new MailException(failure.Kind == MailErrorKind.MailboxNotFound ? ImapFailures.RestGone(id) : failure, e);
        }

        // While a move of it is in doubt, or where it was numbered anew meanwhile, it is held as before.
        return await FindAsync(store, id, cancellationToken).ConfigureAwait(false) with { Content = key, HeaderOf = null };
    }

    /// <summary>The mailbox; one that is open already is opened anew when it does not number as the place does.</summary>
    static async Task<ImapFolder> OpenAsync(ReplicaImapClient client, MessagePlace place, CancellationToken cancellationToken)
    {
        var folder = (ImapFolder)await client.GetFolderAsync(place.Mailbox, cancellationToken).ConfigureAwait(false);
        if (folder.IsOpen && folder.UidValidity != place.UidValidity) await folder.CloseAsync(expunge: false, cancellationToken).ConfigureAwait(false);
        if (!folder.IsOpen) await folder.OpenAsync(client.ReadAccess, cancellationToken).ConfigureAwait(false);
        return folder;
    }

    /// <summary>Where the server has the message.</summary>
    static async Task<MessagePlace?> LocateAsync(IMailStore store, long id, CancellationToken cancellationToken)
    {
        var transfers = await store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (transfers.FirstOrDefault(t => t.Message?.Id == id) is { } moved) return moved.Source ?? moved.CopyOf;
        if (await store.Sync.LocateAsync([id], cancellationToken).ConfigureAwait(false) is not [var place]) return null;
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return mailboxes.FirstOrDefault(m => m.Name == place.Mailbox)?.ServerName is { } name ? place with { Mailbox = name } : null;
    }

    /// <summary>The exact octets. Where their number is not what RFC822.SIZE says, they have to come alike twice: some servers estimate.</summary>
    static async Task<ReceivedContent> ReceiveAsync(
        ReplicaImapClient client, ImapFolder folder, MessagePlace place, StoredMessage message, CancellationToken cancellationToken)
    {
        var first = await ReceiveOnceAsync(client, folder, place, message, cancellationToken).ConfigureAwait(false);
        if (first.Length == message.HeaderOf!.Size) return first;
        using var second = await ReceiveOnceAsync(client, folder, place, message, cancellationToken).ConfigureAwait(false);
        if (first.HasSameBytes(second)) return first;
        first.Dispose();
        throw new MailException(ImapFailures.RestUnsteady(message.Info.Id));
    }

    static async Task<ReceivedContent> ReceiveOnceAsync(
        ReplicaImapClient client, ImapFolder folder, MessagePlace place, StoredMessage message, CancellationToken cancellationToken)
    {
        ReceivedContent? received = null;
        await folder.GetStreamsAsync(UidSets.To(folder, UidSet.Of(place.Uid)), OnReceivedAsync, cancellationToken).ConfigureAwait(false);
        return received ?? throw new MailException(ImapFailures.RestGone(message.Info.Id));

        Task OnReceivedAsync(ImapFolder _, int index, UniqueId uid, Stream stream, CancellationToken token)
        {
            if (StandIns.IsOne(client.Headers.Greeting, ((ReceivingStream)stream).InMemory)) return Task.CompletedTask;
            if (uid.Id == place.Uid && received is null && (stream.Length > 0 || message.HeaderOf!.Size == 0)) received = ((ReceivingStream)stream).Take();
            return Task.CompletedTask;
        }
    }

    static async Task<StoredMessage> FindAsync(IMailStore store, long id, CancellationToken cancellationToken) =>
        await store.Reader.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new MailException(ReplicaFailures.NoMessage(id));
}
