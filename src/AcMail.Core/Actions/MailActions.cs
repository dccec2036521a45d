using AcMail.Storage;

namespace AcMail;

/// <summary>Changes the store, and leaves the rest to the next pass.</summary>
sealed class MailActions(MailAccountSettings account, Func<CancellationToken, ValueTask<IMailStore>> open) : IMailActions
{
    public async ValueTask MarkAsync(
        IReadOnlyCollection<long> ids, MailFlags add, MailFlags remove, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (!add.IsValid || !remove.IsValid) throw new ArgumentException($"A keyword among '{add} {remove}' is no atom.", nameof(add));
        var store = await open(cancellationToken).ConfigureAwait(false);
        await LocateAsync(store, ids, cancellationToken).ConfigureAwait(false);
        var isLocal = account.Protocol == MailProtocol.Pop3;
        await store.CommitAsync(
            [.. ids.Distinct().Select(id => new MessageMarked(id, add, remove) { IsLocalOnly = isLocal })], cancellationToken).ConfigureAwait(false);
    }

    static async ValueTask<IReadOnlyList<MessagePlace>> LocateAsync(
        IMailStore store, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var places = await store.Intents.LocateAsync(ids, cancellationToken).ConfigureAwait(false);
        var missing = ids.Except(places.Select(p => p.Id)).ToList();
        return missing.Count == 0 ? places : throw new MailException(ReplicaFailures.NoMessage(missing[0]));
    }
}
