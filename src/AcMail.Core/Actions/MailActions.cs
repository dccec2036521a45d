using AcMail.Storage;

namespace AcMail;

/// <summary>Changes the store, and leaves the rest to the next pass.</summary>
sealed class MailActions(MailAccountSettings account, TimeProvider time, Func<CancellationToken, ValueTask<IMailStore>> open) : IMailActions
{
    bool IsLocal => account.Protocol == MailProtocol.Pop3;

    public async ValueTask MarkAsync(
        IReadOnlyCollection<long> ids, MailFlags add, MailFlags remove, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Check(add.Union(remove), nameof(add));
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await LocateAsync(store, ids, cancellationToken).ConfigureAwait(false);
        await store.CommitAsync(
            [.. ids.Distinct().Select(id => new MessageMarked(id, add, remove) { IsLocalOnly = IsLocal })], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask MoveAsync(IReadOnlyCollection<long> ids, string mailbox, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var (store, target) = await FindTargetAsync(ids, mailbox, cancellationToken).ConfigureAwait(false);
        await store.CommitAsync([.. ids.Distinct().Select(id => new MessageRefiled(id, target))], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<long>> CopyAsync(
        IReadOnlyCollection<long> ids, string mailbox, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var (store, target) = await FindTargetAsync(ids, mailbox, cancellationToken).ConfigureAwait(false);
        return await store.CommitAsync([.. ids.Distinct().Select(id => new MessageCopied(id, target))], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DeleteAsync(IReadOnlyCollection<long> ids, bool forGood = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var places = await LocateAsync(store, ids, cancellationToken).ConfigureAwait(false);
        if (places.Count == 0) return;
        if (forGood)
        {
            await store.CommitAsync([.. places.Select(p => new MessageDiscarded(p.Id))], cancellationToken).ConfigureAwait(false);
            return;
        }

        var (trash, creation) = await FindAsync(store, MailboxRole.Trash, cancellationToken).ConfigureAwait(false);
        await store.CommitAsync(
            [.. creation, .. places.Select(p => p.Mailbox == trash ? (StoreChange)new MessageDiscarded(p.Id) : new MessageRefiled(p.Id, trash))],
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<long> AppendAsync(AppendedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        Check(message.Flags, nameof(message));
        if (message.Mailbox is null && (message.Role == MailboxRole.None || !Enum.IsDefined(message.Role)))
            throw ActionArguments.NoRole(message.Role, nameof(message));
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        var (mailbox, creation) = message.Mailbox is { } name
            ? (await ResolveAsync(store, name, cancellationToken).ConfigureAwait(false), [])
            : await FindAsync(store, message.Role, cancellationToken).ConfigureAwait(false);
        var date = message.InternalDate ?? time.GetLocalNow();
        var expected = message.Content.CanSeek ? message.Content.Length - message.Content.Position : long.MaxValue;
        using var receiving = new ReceivingStream((int)Math.Min(expected, int.MaxValue), store.Content);
        await MessageForm.CopyAsync(message.Content, receiving, cancellationToken).ConfigureAwait(false);
        using var content = receiving.Take();
        var origin = IsLocal ? new(mailbox, 0, 0, message.Flags, date, "") : ContentOrigin.OfUpload(mailbox, message.Flags, date);
        var key = await content.AppendToAsync(store.Content, origin, cancellationToken).ConfigureAwait(false);
        var filed = new MessageFiled(mailbox, MailboxRole.None, key, message.Flags, date, content.ParseHeaders()) { IsUpload = !IsLocal };
        StoreChange[] replaced = message.Replaces is { } former ? [new MessageDiscarded(former)] : [];
        var ids = await store.CommitAsync([.. creation, filed, .. replaced], cancellationToken).ConfigureAwait(false);
        return ids[0];
    }

    public async ValueTask<IReadOnlyList<long>> UndoAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var store = await open(cancellationToken).ConfigureAwait(false);
        var transfers = await store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        List<long> undone = [.. ids.Distinct().Intersect(transfers.Select(t => t.Message?.Id ?? 0))];
        await store.CommitAsync([.. undone.Select(id => new MessageRestored(id))], cancellationToken).ConfigureAwait(false);
        return undone;
    }

    public async ValueTask<IReadOnlyList<PendingAction>> GetPendingAsync(CancellationToken cancellationToken = default)
    {
        var store = await open(cancellationToken).ConfigureAwait(false);
        var standings = await store.Sync.GetStandingsAsync(cancellationToken).ConfigureAwait(false);
        var transfers = await store.Sync.GetTransfersAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var marks = await store.Sync.GetMarksAsync(cancellationToken).ConfigureAwait(false);
        return PendingPlanner.Tell(standings, transfers, marks);
    }

    ValueTask<IMailStore> OpenAsync(CancellationToken cancellationToken) => ActionGuard.OpenAsync(account, open, cancellationToken);

    static void Check(MailFlags flags, string parameter)
    {
        if (!flags.IsValid) throw ActionArguments.NoKeyword(flags, parameter);
    }

    static async ValueTask<IReadOnlyList<MessagePlace>> LocateAsync(
        IMailStore store, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var places = await store.Sync.LocateAsync(ids, cancellationToken).ConfigureAwait(false);
        var missing = ids.Except(places.Select(p => p.Id)).ToList();
        return missing.Count == 0 ? places : throw new MailException(ReplicaFailures.NoMessage(missing[0]));
    }

    async ValueTask<(IMailStore Store, string Mailbox)> FindTargetAsync(IReadOnlyCollection<long> ids, string mailbox, CancellationToken cancellationToken)
    {
        ActionArguments.CheckName(mailbox, nameof(mailbox));
        var store = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await LocateAsync(store, ids, cancellationToken).ConfigureAwait(false);
        return (store, await ResolveAsync(store, mailbox, cancellationToken).ConfigureAwait(false));
    }

    async ValueTask<string> ResolveAsync(IMailStore store, string mailbox, CancellationToken cancellationToken)
    {
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        if (MailboxNames.Resolve(mailbox, mailboxes.Where(m => m.Selectable).Select(m => m.Name)) is { } known) return known;
        if (!IsLocal) throw new MailException(ReplicaFailures.NoTarget(mailbox));
        ActionArguments.CheckNewLocalName(mailbox, null, nameof(mailbox));
        return MailboxNames.Canonical(mailbox, null);
    }

    /// <summary>The mailbox with a role, and what creates it where there is none.</summary>
    async ValueTask<(string Mailbox, StoreChange[] Creation)> FindAsync(IMailStore store, MailboxRole role, CancellationToken cancellationToken)
    {
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        if (RoleMailbox.Find(mailboxes, role, account.Imap.Roles) is { } found) return (found.Name, []);
        var name = RoleMailbox.NewName(mailboxes, role);
        // The inbox is on every server, whether it was listed yet or not.
        var delimiter = mailboxes.Select(m => m.Delimiter).FirstOrDefault(d => d is not null);
        return (name, role == MailboxRole.Inbox ? [] : [new MailboxCreated(name, delimiter) { Role = role, IsLocalOnly = IsLocal }]);
    }
}
