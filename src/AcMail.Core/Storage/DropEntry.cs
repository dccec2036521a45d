namespace AcMail.Storage;

/// <summary>What the ledger knows of one message of the maildrop.</summary>
/// <param name="UniqueId">What names it: its unique-id (UIDL, RFC 1939 §7), or a fingerprint where that is none; fingerprints hold a space.</param>
/// <param name="State">How far it has come.</param>
public sealed record DropEntry(string UniqueId, DropState State)
{
    /// <summary>What names its bytes (for <see cref="DropState.HeadersOnly"/> those of its header), or <see langword="null"/>.</summary>
    public ContentKey? Content { get; init; }

    /// <summary>Its size in octets as LIST last told it; 0 where it is not known.</summary>
    public long Size { get; init; }

    /// <summary>When it was downloaded; before that, when it was first listed.</summary>
    public DateTimeOffset DownloadedAt { get; init; }

    /// <summary>Its Date field, where it has one.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The rule for leaving messages on the server that was in force when it was downloaded; empty where that is not known.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Since when complete listings have lacked it; <see langword="null"/> while it is listed.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>How many complete listings in a row have lacked it.</summary>
    public int MissingCount { get; init; }

    /// <summary>Whether it was missing and has not been proven since to be the message that was downloaded.</summary>
    public bool Doubtful { get; init; }
}
