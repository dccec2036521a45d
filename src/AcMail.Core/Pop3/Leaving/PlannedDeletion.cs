namespace AcMail;

/// <summary>A message that would be deleted from the server; it is held here.</summary>
/// <param name="UniqueId">What names it in the maildrop.</param>
/// <param name="Size">Its size in octets.</param>
/// <param name="DownloadedAt">When it was downloaded.</param>
/// <param name="Date">The date that it bears.</param>
public sealed record PlannedDeletion(string UniqueId, long Size, DateTimeOffset DownloadedAt, DateTimeOffset? Date)
{
    /// <summary>Its subject, decoded; empty where it has none or cannot be read.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Its sender, as <see cref="MessageHeaders.From"/>.</summary>
    public string From { get; init; } = "";
}
