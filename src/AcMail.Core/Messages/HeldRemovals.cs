using AcMail.Storage;

namespace AcMail;

/// <summary>Reads and releases what the store holds back.</summary>
sealed class HeldRemovals(Func<CancellationToken, ValueTask<IMailStore>> open) : IHeldRemovals
{
    public async ValueTask<IReadOnlyList<HeldMessages>> GetAsync(CancellationToken cancellationToken = default)
    {
        var store = await open(cancellationToken).ConfigureAwait(false);
        var memory = await store.Sync.GetMemoryAsync(cancellationToken).ConfigureAwait(false);
        return [.. memory.Held.Select(h => new HeldMessages(h.Mailbox, (int)h.Count))];
    }

    public async ValueTask<int> AllowAsync(string mailbox, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(mailbox);
        var store = await open(cancellationToken).ConfigureAwait(false);
        var mailboxes = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var name = MailboxNames.Resolve(mailbox, mailboxes.Select(m => m.Name)) ?? throw new MailException(ReplicaFailures.NoMailbox(mailbox));
        var memory = await store.Sync.GetMemoryAsync(cancellationToken).ConfigureAwait(false);
        if (memory.Held.FirstOrDefault(h => h.Mailbox == name) is not { } held) return 0;
        await store.CommitAsync(
            [
                new MessagesVanished(name, held.UidValidity, held.Uids),
                .. held.Others > 0 ? [new OtherValiditiesDropped(name, held.UidValidity)] : Array.Empty<StoreChange>(),
                new RemovalsHeld(held with { Uids = UidSet.Empty, Others = 0 }),
            ],
            cancellationToken).ConfigureAwait(false);
        return (int)held.Count;
    }
}
