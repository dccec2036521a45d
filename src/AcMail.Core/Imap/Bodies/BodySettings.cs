namespace AcMail;

/// <summary>Which bodies are kept, resolved. Pure.</summary>
/// <param name="OnDemand">Whether none is fetched before it is asked for.</param>
/// <param name="Days">How old a message may be, or <see langword="null"/>.</param>
/// <param name="MaximumSize">How large it may be, or <see langword="null"/>.</param>
sealed record BodySettings(bool OnDemand, int? Days, long? MaximumSize)
{
    public static BodySettings All { get; } = new(false, null, null);

    /// <summary>Whether every body is kept.</summary>
    public bool KeepsAll => this == All;

    /// <summary>The size up to which bodies are kept.</summary>
    public long SizeLimit => MaximumSize ?? long.MaxValue;

    public static BodySettings From(BodyOptions options) => new(options.OnDemand, options.Days, options.MaximumSize);

    /// <summary>The date (INTERNALDATE) from which on bodies are kept.</summary>
    public DateTimeOffset DateLimit(DateTimeOffset now) => Days is { } days ? now.AddDays(-days) : DateTimeOffset.MinValue;

    /// <summary>Whether the body of a message is kept.</summary>
    public bool Keeps(long size, DateTimeOffset internalDate, DateTimeOffset now) =>
        !OnDemand && size <= SizeLimit && internalDate >= DateLimit(now);
}
