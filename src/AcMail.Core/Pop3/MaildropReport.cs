namespace AcMail;

/// <summary>What one synchronisation found and did in a maildrop.</summary>
/// <param name="Listed">The messages that the server listed.</param>
/// <param name="Deleted">Those that it confirmed to have deleted.</param>
/// <param name="Left">Those that stay there, by the reason why.</param>
public sealed record MaildropReport(int Listed, int Deleted, IReadOnlyDictionary<MaildropReason, int> Left);
