namespace AcMail;

/// <summary>What a pass over a maildrop goes by.</summary>
/// <param name="Policy">What stays on the server.</param>
/// <param name="ApplyToAll">Whether that holds for messages downloaded under a more careful rule too.</param>
sealed record PopRules(LeavePolicy Policy, bool ApplyToAll = false)
{
    /// <summary>Above this size only the header is fetched.</summary>
    public long MaximumDownloadSize { get; init; } = long.MaxValue;

    /// <summary>The days after which the server deletes messages by itself; <see langword="null"/> where it says nothing or never.</summary>
    public int? Expire { get; init; }

    /// <summary>Nothing else is deleted; <see langword="null"/> for no such limit.</summary>
    public IReadOnlySet<string>? OnlyDelete { get; init; }

    /// <summary>Nothing else is fetched; <see langword="null"/> for no such limit.</summary>
    public IReadOnlySet<string>? OnlyFetch { get; init; }

    /// <summary>The unique-ids of what no local mailbox holds any more.</summary>
    public IReadOnlySet<string> Discarded { get; init; } = new HashSet<string>();
}
