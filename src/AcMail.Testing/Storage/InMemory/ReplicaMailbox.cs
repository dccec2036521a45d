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

    /// <summary>The revision at which it was listed.</summary>
    public long Appeared { get; init; }

    /// <summary>The revision at which its description changed last, or at which it was no longer listed.</summary>
    public long Changed { get; init; }

    /// <summary>What can be seen of it besides its messages.</summary>
    public (bool Listed, char? Delimiter, MailboxRole Role, bool Selectable) Info => (Listed, Delimiter, Role, Selectable);

    /// <summary>The highest UID that was ever held under UIDVALIDITY 0; the store assigns those above it.</summary>
    public uint LastLocalUid { get; init; }

    /// <summary>The ids of its messages, by UIDVALIDITY and UID.</summary>
    public ImmutableSortedDictionary<uint, ImmutableSortedDictionary<uint, long>> Messages { get; init; } =
        ImmutableSortedDictionary<uint, ImmutableSortedDictionary<uint, long>>.Empty;

    public IEnumerable<long> Ids => Messages.Values.SelectMany(m => m.Values);

    public ImmutableSortedDictionary<uint, long> Of(uint uidValidity) => Messages.GetValueOrDefault(uidValidity, None);

    public ReplicaMailbox With(uint uidValidity, uint uid, long id) =>
        this with { Messages = Messages.SetItem(uidValidity, Of(uidValidity).Add(uid, id)) };

    public ReplicaMailbox Without(uint uidValidity, uint uid) =>
        this with { Messages = Messages.SetItem(uidValidity, Of(uidValidity).Remove(uid)) };
}
