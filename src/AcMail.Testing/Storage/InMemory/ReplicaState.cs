using System.Collections.Immutable;
using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>
/// Everything that one account's store holds, as a value. A commit makes a new one of it, all or nothing; whoever reads keeps the one that they
/// began with.
/// </summary>
sealed record ReplicaState
{
    public static ReplicaState Empty { get; } = new();

    public ImmutableDictionary<ContentKey, ReplicaContent> Contents { get; init; } = ImmutableDictionary<ContentKey, ReplicaContent>.Empty;

    /// <summary>Where contents came from, in the order in which they were appended.</summary>
    public ImmutableList<(ContentKey Content, ContentOrigin Origin)> Origins { get; init; } = [];

    public ImmutableSortedDictionary<long, ReplicaMailbox> Mailboxes { get; init; } = ImmutableSortedDictionary<long, ReplicaMailbox>.Empty;

    public ImmutableSortedDictionary<long, ReplicaMessage> Messages { get; init; } = ImmutableSortedDictionary<long, ReplicaMessage>.Empty;

    public long LastMessageId { get; init; }

    /// <summary>The messages that a commit may have changed, added or removed; so it need not look at all others.</summary>
    public ImmutableHashSet<long> Touched { get; init; } = [];

    /// <summary>The contents that the commit names, each as often as it does.</summary>
    public ImmutableList<ContentKey> Named { get; init; } = [];

    public ImmutableSortedDictionary<long, ReplicaTransfer> Transfers { get; init; } = ImmutableSortedDictionary<long, ReplicaTransfer>.Empty;

    public long LastTransferId { get; init; }

    /// <summary>The messages that the changes of a commit filed.</summary>
    public ImmutableList<long> Filed { get; init; } = [];

    /// <summary>How many commits changed something visible.</summary>
    public long Revision { get; init; }

    /// <summary>The messages that left mailboxes after the revision <see cref="Forgotten"/>.</summary>
    public ImmutableList<ReplicaRemoval> Removals { get; init; } = [];

    public long Forgotten { get; init; }

    /// <summary>What mailboxes were called until a revision, when they got another name or were forgotten.</summary>
    public ImmutableList<(long Revision, string Name)> FormerNames { get; init; } = [];

    /// <summary>Whose mailboxes it is of, if that was noted.</summary>
    public string? Owner { get; init; }

    /// <summary>What the server is not trusted with.</summary>
    public ImmutableSortedDictionary<ServerPromise, Distrust> Distrusts { get; init; } = ImmutableSortedDictionary<ServerPromise, Distrust>.Empty;

    /// <summary>By what contents are found again; dates count in seconds.</summary>
    public ImmutableHashSet<ReplicaIdentity> Identities { get; init; } = [];

    public MaildropState Maildrop { get; init; } = new();

    public ImmutableDictionary<string, DropEntry> Ledger { get; init; } = ImmutableDictionary.Create<string, DropEntry>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<long, ReplicaOutgoing> Outbox { get; init; } = ImmutableSortedDictionary<long, ReplicaOutgoing>.Empty;

    public long LastOutboxId { get; init; }
}
