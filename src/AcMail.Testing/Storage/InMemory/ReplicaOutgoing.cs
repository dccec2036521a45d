using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>A message in the outbox.</summary>
sealed record ReplicaOutgoing(OutboxEntry Entry, ContentKey Content, InMemoryMailStore Holder)
{
    /// <summary>Whether it is in the hands of a store other than <paramref name="store"/> that is open.</summary>
    public bool IsTakenByAnother(InMemoryMailStore store) =>
        Entry.State is OutboxState.Sending or OutboxState.SentCopyPending && Holder != store && Holder.IsOpen;

    /// <summary>The entry as <paramref name="store"/> sees it.</summary>
    public OutboxEntry Tell(InMemoryMailStore store) => Entry with { IsTakenByAnother = IsTakenByAnother(store) };
}
