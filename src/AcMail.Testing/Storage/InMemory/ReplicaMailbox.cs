using System.Collections.Immutable;
using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>A mailbox. One that is no longer listed is kept, for its place in the order and the UIDs that it gave out.</summary>
/// <param name="Number">What it is known by, and its place among all mailboxes.</param>
/// <param name="Name">Its exact name.</param>
sealed record ReplicaMailbox(long Number, string Name)
{
    static readonly ImmutableSortedDictionary<uint, long> None = ImmutableSortedDictionary<uint, long>.Empty;

    /// <summary>Whether it is there; one that is not and has a name on the server was deleted here.</summary>
    public bool Listed { get; init; } = true;

    /// <summary>Its name on the server, or <see langword="null"/>.</summary>
    public string? ServerName { get; init; }

    public char? Delimiter { get; init; }

    public MailboxRole Role { get; init; }

    public bool Selectable { get; init; } = true;

    public bool Subscribed { get; init; }

    /// <summary>What was chosen here and the server does not know.</summary>
    public bool? Chosen { get; init; }

    public MailboxCheckpoint? Checkpoint { get; init; }

    /// <summary>The revision at which it was listed.</summary>
    public long Appeared { get; init; }

    /// <summary>The revision at which its description changed last, or at which it was no longer listed.</summary>
    public long Changed { get; init; }

    /// <summary>What can be seen of it besides its messages.</summary>
    public (bool Listed, char? Delimiter, MailboxRole Role, bool Selectable, bool IsSubscribed) Info => (Listed, Delimiter, Role, Selectable, IsSubscribed);

    public bool IsSubscribed => Chosen ?? Subscribed;

    /// <summary>Its MAILBOXID, or empty.</summary>
    public string ObjectId { get; init; } = "";

    /// <summary>The messages that could not be had, by UIDVALIDITY and UID.</summary>
    public ImmutableSortedDictionary<(uint UidValidity, uint Uid), QuarantinedMessage> Quarantine { get; init; } =
        ImmutableSortedDictionary<(uint, uint), QuarantinedMessage>.Empty;

    /// <summary>The removals that wait, if any.</summary>
    public HeldRemoval? Held { get; init; }

    /// <summary>The highest UID that was ever held under UIDVALIDITY 0; the store assigns those above it.</summary>
    public uint LastLocalUid { get; init; }

    /// <summary>The ids of its messages that have a UID, by UIDVALIDITY and UID.</summary>
    public ImmutableSortedDictionary<uint, ImmutableSortedDictionary<uint, long>> Messages { get; init; } =
        ImmutableSortedDictionary<uint, ImmutableSortedDictionary<uint, long>>.Empty;

    /// <summary>Whether it is neither here nor on the server.</summary>
    public bool IsForgettable => !Listed && ServerName is null;

    public IEnumerable<long> Ids => Messages.Values.SelectMany(m => m.Values);

    /// <summary>Whether it lies below <paramref name="parent"/>, in the names that <paramref name="nameOf"/> takes.</summary>
    public bool IsBelow(string parent, Func<ReplicaMailbox, string?> nameOf) =>
        Delimiter is { } delimiter && nameOf(this)?.StartsWith(parent + delimiter, StringComparison.Ordinal) == true;

    public bool SharesNameWith(ReplicaMailbox other) =>
        Name == other.Name || Name == other.ServerName || (ServerName is { } there && (there == other.Name || there == other.ServerName));

    /// <summary>It as one that no server ever had.</summary>
    public ReplicaMailbox Detach() => this with
    {
        ServerName = Listed ? Name : null, Checkpoint = null, ObjectId = "", Subscribed = IsSubscribed, Chosen = null, Held = null,
        Quarantine = Quarantine.Clear(),
    };

    public ImmutableSortedDictionary<uint, long> Of(uint uidValidity) => Messages.GetValueOrDefault(uidValidity, None);

    public ReplicaMailbox With(uint uidValidity, uint uid, long id) =>
        this with { Messages = Messages.SetItem(uidValidity, Of(uidValidity).Add(uid, id)) };

    public ReplicaMailbox Without(uint uidValidity, uint uid) =>
        this with { Messages = Messages.SetItem(uidValidity, Of(uidValidity).Remove(uid)) };
}
