namespace AcMail;

/// <summary>What only an IMAP account has, resolved.</summary>
sealed record ImapSettings(
    IReadOnlyList<string> Mailboxes, IReadOnlyList<string> DisabledExtensions, IReadOnlyDictionary<MailboxRole, string> Roles, bool SaveSentCopy)
{
    public IReadOnlyList<string> ExcludedMailboxes { get; init; } = [];

    public BodySettings Bodies { get; init; } = BodySettings.All;

    public MassRemovalMode MassRemovals { get; init; }

    public bool TrustMessageIds { get; init; } = true;

    public TimeSpan OpeningCost { get; init; } = ImapOptions.DefaultOpeningCost;

    public IReadOnlyList<string> Watch { get; init; } = [];

    public int MaximumConnections { get; init; } = ImapOptions.DefaultMaximumConnections;

    public bool Reopens { get; init; } = true;

    public TimeSpan AnswerTime { get; init; } = ConnectionLimits.Command;

    public static ImapSettings From(ImapOptions options) => new(
        [.. options.Mailboxes ?? []], [.. options.DisabledExtensions ?? []],
        new Dictionary<MailboxRole, string>(options.Roles ?? new Dictionary<MailboxRole, string>()), options.SaveSentCopy)
    {
        ExcludedMailboxes = [.. options.ExcludedMailboxes ?? []],
        Bodies = BodySettings.From(options.Bodies),
        MassRemovals = options.MassRemovals,
        OpeningCost = options.OpeningCost,
        TrustMessageIds = options.TrustMessageIds,
        Watch = [.. options.Watch ?? []],
        MaximumConnections = options.MaximumConnections,
        Reopens = options.Reopens,
        AnswerTime = options.AnswerTime,
    };
}
