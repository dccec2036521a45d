using AcMail.Storage;

namespace AcMail;

/// <summary>Files messages in the store.</summary>
sealed class LocalMailboxes(MailAccountSettings settings, Func<CancellationToken, ValueTask<IMailStore>> open) : ILocalMailboxes
{
    public async ValueTask CreateAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (await ResolveAsync(store, name, cancellationToken).ConfigureAwait(false) is null)
            await store.CommitAsync([new MailboxListed(name, null, MailboxRole.None, true)], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask MoveAsync(IReadOnlyCollection<long> ids, string mailbox, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentException.ThrowIfNullOrEmpty(mailbox);
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var target = await ResolveAsync(store, mailbox, cancellationToken).ConfigureAwait(false) ?? mailbox;
        var changes = new List<StoreChange>();
        foreach (var message in await FindAsync(store, ids, cancellationToken).ConfigureAwait(false)) changes.Add(new MessageRefiled(message.Id, target));
        await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask RemoveAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var found = await FindAsync(store, ids, cancellationToken).ConfigureAwait(false);
        await store.CommitAsync(
            [.. found.GroupBy(m => m.Mailbox, m => m.Uid).Select(g => new MessagesVanished(g.Key, 0, UidSet.Of(g)))], cancellationToken).ConfigureAwait(false);
    }

    static async ValueTask<string?> ResolveAsync(IMailStore store, string name, CancellationToken cancellationToken)
    {
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        return MailboxNames.Resolve(name, mailboxes.Select(m => m.Name));
    }

    static async ValueTask<List<MessageInfo>> FindAsync(IMailStore store, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var found = new List<MessageInfo>();
        foreach (var id in ids.Distinct())
        {
            var message = await store.Reader.FindAsync(id, cancellationToken).ConfigureAwait(false);
            found.Add(message?.Info ?? throw new MailException(ReplicaFailures.NoMessage(id)));
        }

        return found;
    }

    ValueTask<IMailStore> OpenAsync(CancellationToken cancellationToken) =>
        settings.Protocol == MailProtocol.Pop3 ? open(cancellationToken) : throw new MailException(ReplicaFailures.NotLocal(settings.Name));
}
