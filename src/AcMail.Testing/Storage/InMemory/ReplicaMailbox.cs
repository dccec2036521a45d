using System.Collections.Immutable;
using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>A mailbox. One that is no longer listed is kept, for its place in the order and the UIDs that it gave out.</summary>
/// <param name="Order">Its place among all mailboxes.</param>
/// <param name="Name">Its exact name.</param>
sealed record ReplicaMailbox(int Order, string Name)
{
    static readonly ImmutableSortedDictionary<uint, long> None = ImmutableSortedDictionary<uint, long>.Empty;

    public bool Listed { get; init; } = true;

    public char? Delimiter { get; init; }

    public MailboxRole Role { get; init; }

    public bool Selectable { get; init; } = true;

    public MailboxCheckpoint? Checkpoint { get; init; }

    /// <summary>Its MAILBOXID, or empty.</summary>
    public string ObjectId { get; init; } = "";

    /// <summary>The messages that could not be had, by UIDVALIDITY and UID.</summary>
    public ImmutableSortedDictionary<(uint UidValidity, uint Uid), QuarantinedMessage> Quarantine { get; init; } =
        ImmutableSortedDictionary<(uint, uint), QuarantinedMessage>.Empty;

    /// <summary>The removals that wait, if any.</summary>
    public HeldRemoval? Held { get; init; }

    /// <summary>The highest UID that was ever held under UIDVALIDITY 0; the store assigns those above it.</summary>
    public uint LastLocalUid { get; init; }

    /// <summary>The ids of its messages, by UIDVALIDITY and UID.</summary>
    public ImmutableSortedDictionary<uint, ImmutableSortedDictionary<uint, long>> Messages { get; init; } =
        ImmutableSortedDictionary<uint, ImmutableSortedDictionary<uint, long>>.Empty;

    public IEnumerable<long> Ids => Messages.Values.SelectMany(m => m.Values);

    public ReplicaMailbox Unlisted() => this with
    {
        Listed = false, Checkpoint = null, ObjectId = "", Held = null, Quarantine = Quarantine.Clear(),
    };

    public ImmutableSortedDictionary<uint, long> Of(uint uidValidity) => Messages.GetValueOrDefault(uidValidity, None);

    public ReplicaMailbox With(uint uidValidity, uint uid, long id) =>
        this with { Messages = Messages.SetItem(uidValidity, Of(uidValidity).Add(uid, id)) };

    public ReplicaMailbox Without(uint uidValidity, uint uid) =>
        this with { Messages = Messages.SetItem(uidValidity, Of(uidValidity).Remove(uid)) };
}
