using System.Runtime.CompilerServices;
using AcMail.Storage;

namespace AcMail;

/// <summary>The reading side over the committed state of a store.</summary>
sealed class MailReplica(
    Func<CancellationToken, ValueTask<IMailStore>> open, IMailActions actions, IMailboxActions mailboxActions, BodyIndexer indexer, IBodyFetcher rest)
    : IMailReplica
{
    public IMailActions Actions => actions;

    public IMailboxActions MailboxActions => mailboxActions;

    public IHeldRemovals HeldRemovals { get; } = new HeldRemovals(open);

    public async ValueTask<IReadOnlyList<MailboxInfo>> GetMailboxesAsync(CancellationToken cancellationToken = default)
    {
        var store = await open(cancellationToken).ConfigureAwait(false);
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return [.. mailboxes
            .OrderBy(m => m.Role == MailboxRole.None ? int.MaxValue : (int)m.Role)
            .ThenBy(m => MailboxNames.Fold(m.Name), StringComparer.Ordinal)
            .ThenBy(m => m.Name, StringComparer.Ordinal)
            .Select(m => new MailboxInfo(m.Name, m.Delimiter, m.Role, m.Selectable, m.Messages, m.Unseen) { IsSubscribed = m.IsSubscribed })];
    }

    public async IAsyncEnumerable<MessageInfo> ListAsync(
        MessageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var store = await open(cancellationToken).ConfigureAwait(false);
        if (query.Mailbox is { } wanted)
        {
            var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
            var name = MailboxNames.Resolve(wanted, mailboxes.Select(m => m.Name)) ?? throw new MailException(ReplicaFailures.NoMailbox(wanted));
            query = query with { Mailbox = name };
        }

        await foreach (var message in store.Reader.QueryAsync(query, cancellationToken).ConfigureAwait(false)) yield return message;
    }

    public async ValueTask<MessageInfo?> FindAsync(long id, CancellationToken cancellationToken = default)
    {
        var store = await open(cancellationToken).ConfigureAwait(false);
        return (await store.Reader.FindAsync(id, cancellationToken).ConfigureAwait(false))?.Info;
    }

    public async ValueTask<MailThread> GetThreadAsync(long id, CancellationToken cancellationToken = default)
    {
        var store = await open(cancellationToken).ConfigureAwait(false);
        return await ThreadFinder.FindAsync(store.Reader, id, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ChangePage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var store = await open(cancellationToken).ConfigureAwait(false);
        return await store.Reader.GetChangesAsync(since, limit, cancellationToken).ConfigureAwait(false);
    }

    public Task IndexAsync(IProgress<int>? progress = null, CancellationToken cancellationToken = default) => indexer.RunAsync(progress, cancellationToken);

    public async ValueTask<Stream> OpenContentAsync(long id, CancellationToken cancellationToken = default)
    {
        var store = await open(cancellationToken).ConfigureAwait(false);
        var message = await store.Reader.FindAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new MailException(ReplicaFailures.NoMessage(id));
        if (message.HeaderOf is not null) message = await rest.FetchAsync(store, message, cancellationToken).ConfigureAwait(false);
        var content = await store.Content.OpenReadAsync(message.Content, cancellationToken).ConfigureAwait(false);
        return new ProvenContent(content, message.Content, id);
    }
}
