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

    public ImmutableDictionary<string, ReplicaMailbox> Mailboxes { get; init; } =
        ImmutableDictionary.Create<string, ReplicaMailbox>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<long, ReplicaMessage> Messages { get; init; } = ImmutableSortedDictionary<long, ReplicaMessage>.Empty;

    public long LastMessageId { get; init; }

    /// <summary>What the server is not trusted with.</summary>
    public ImmutableSortedDictionary<ServerPromise, Distrust> Distrusts { get; init; } = ImmutableSortedDictionary<ServerPromise, Distrust>.Empty;

    /// <summary>By what contents are found again; dates count in seconds.</summary>
    public ImmutableHashSet<ReplicaIdentity> Identities { get; init; } = [];

    public MaildropState Maildrop { get; init; } = new();

    public ImmutableDictionary<string, DropEntry> Ledger { get; init; } = ImmutableDictionary.Create<string, DropEntry>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<long, ReplicaOutgoing> Outbox { get; init; } = ImmutableSortedDictionary<long, ReplicaOutgoing>.Empty;

    public long LastOutboxId { get; init; }
}
