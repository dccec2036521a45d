using AcMail.Storage;

namespace AcMail;

/// <summary>Changes the mailboxes of the store, and leaves the rest to the next pass.</summary>
sealed class MailboxActions(MailAccountSettings account, Func<CancellationToken, ValueTask<IMailStore>> open) : IMailboxActions
{
    bool IsLocal => account.Protocol == MailProtocol.Pop3;

    public async ValueTask<string> CreateAsync(string name, CancellationToken cancellationToken = default)
    {
        var (store, mailboxes) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var delimiter = mailboxes.FirstOrDefault(m => m.Delimiter is not null)?.Delimiter;
        CheckNewName(name, delimiter, nameof(name));
        name = Canonical(name, delimiter, mailboxes);
        if (MailboxNames.Resolve(name, mailboxes.Select(m => m.Name)) is { } known) return known;
        var parents = MailboxNames.Parents(name, delimiter).Where(p => mailboxes.All(m => m.Name != p));
        await ApplyAsync(
            store, [.. parents.Append(name).Select(n => new MailboxCreated(n, delimiter) { IsLocalOnly = IsLocal })], name, cancellationToken).ConfigureAwait(false);
        return name;
    }

    public async ValueTask RenameAsync(string name, string newName, CancellationToken cancellationToken = default)
    {
        var (store, mailboxes) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var mailbox = Find(mailboxes, name);
        CheckNewName(newName, mailbox.Delimiter, nameof(newName));
        newName = Canonical(newName, mailbox.Delimiter, mailboxes);
        if (mailbox.Role == MailboxRole.Inbox) throw ActionArguments.InboxKeepsItsName(nameof(name));
        if (mailbox.Delimiter is { } delimiter && newName.StartsWith(mailbox.Name + delimiter, StringComparison.Ordinal))
            throw ActionArguments.Below(newName, mailbox.Name, nameof(newName));
        if (newName == mailbox.Name) return;
        await ApplyAsync(store, [new MailboxRenamed(mailbox.Name, newName) { IsLocalOnly = IsLocal }], newName, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var (store, mailboxes) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var mailbox = Find(mailboxes, name);
        if (mailbox.Role == MailboxRole.Inbox) throw ActionArguments.InboxStays(nameof(name));
        var hasOthers = mailbox.Delimiter is { } delimiter && mailboxes.Any(m => m.Name.StartsWith(mailbox.Name + delimiter, StringComparison.Ordinal));
        if (mailbox.Messages > 0 || hasOthers) throw new MailException(ActionFailures.NotEmpty(mailbox.Name));
        await store.CommitAsync([new MailboxDiscarded(mailbox.Name) { IsLocalOnly = IsLocal }], cancellationToken).ConfigureAwait(false);
        var left = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        if (left.Any(m => m.Name == mailbox.Name)) throw new MailException(ActionFailures.NotEmpty(mailbox.Name));
    }

    public async ValueTask SubscribeAsync(string name, bool subscribed = true, CancellationToken cancellationToken = default)
    {
        var (store, mailboxes) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        await store.CommitAsync(
            [new SubscriptionChosen(Find(mailboxes, name).Name, subscribed) { IsLocalOnly = IsLocal }], cancellationToken).ConfigureAwait(false);
    }

    void CheckNewName(string name, char? delimiter, string parameter)
    {
        if (IsLocal) ActionArguments.CheckNewLocalName(name, delimiter, parameter);
        else ActionArguments.CheckNewName(name, delimiter, parameter);
    }

    static string Canonical(string name, char? delimiter, IReadOnlyList<StoredMailbox> mailboxes) => MailboxNames.BelowKnown(
        MailboxNames.Canonical(name, delimiter, mailboxes.FirstOrDefault(m => m.Role == MailboxRole.Inbox)?.Name), delimiter, [.. mailboxes.Select(m => m.Name)]);

    static StoredMailbox Find(IReadOnlyList<StoredMailbox> mailboxes, string name)
    {
        ActionArguments.CheckName(name, nameof(name));
        return MailboxNames.Resolve(name, mailboxes.Select(m => m.Name)) is { } found
            ? mailboxes.First(m => m.Name == found)
            : throw new MailException(ReplicaFailures.NoMailbox(name));
    }

    /// <summary>Applies what gives a mailbox its name. Whether it was taken is known inside the transaction only.</summary>
    static async ValueTask ApplyAsync(IMailStore store, IReadOnlyList<StoreChange> changes, string name, CancellationToken cancellationToken)
    {
        var before = await NamesAsync(store, cancellationToken).ConfigureAwait(false);
        if (before.Contains(name)) throw new MailException(ActionFailures.Exists(name));
        await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        var after = await NamesAsync(store, cancellationToken).ConfigureAwait(false);
        if (!after.Contains(name)) throw new MailException(ActionFailures.Exists(name));
    }

    static async ValueTask<HashSet<string>> NamesAsync(IMailStore store, CancellationToken cancellationToken) =>
        [.. (await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false)).Select(m => m.Name)];

    async ValueTask<(IMailStore Store, IReadOnlyList<StoredMailbox> Mailboxes)> ReadAsync(CancellationToken cancellationToken)
    {
        var store = await ActionGuard.OpenAsync(account, open, cancellationToken).ConfigureAwait(false);
        return (store, await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false));
    }
}
