namespace AcMail;

/// <summary>What a check of settings found.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="Checks">Every step in order; where one fails, the later ones of the same server are left out.</param>
public sealed record ValidationReport(string Account, IReadOnlyList<ValidationCheck> Checks)
{
    /// <summary>Whether no step failed.</summary>
    public bool IsValid => Checks.All(c => c.Failure is null);
}
