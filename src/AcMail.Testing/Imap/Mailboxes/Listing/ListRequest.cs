namespace AcMail.Testing;

/// <summary>What a LIST command asks for (RFC 5258, RFC 6154, RFC 5819).</summary>
sealed record ListRequest
{
    /// <summary>Whether options or several patterns were given: then only what is asked for is told of a mailbox.</summary>
    public bool IsExtended { get; init; }

    public string Reference { get; init; } = "";

    public IReadOnlyList<string> Patterns { get; init; } = [];

    public bool SelectsSubscribed { get; init; }

    public bool SelectsSpecialUse { get; init; }

    public bool IsRecursive { get; init; }

    public bool ReturnsSubscribed { get; init; }

    public bool ReturnsChildren { get; init; }

    public bool ReturnsSpecialUse { get; init; }

    /// <summary>The items of STATUS to be told of each mailbox, or <see langword="null"/>.</summary>
    public IReadOnlyList<string>? Status { get; init; }
}
