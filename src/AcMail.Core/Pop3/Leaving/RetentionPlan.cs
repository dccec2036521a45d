namespace AcMail;

/// <summary>What the rule for leaving messages on the server would delete now.</summary>
/// <param name="Account">The account's registered name.</param>
/// <param name="Rule">The rule, in short and the same in all languages, such as <c>ForDays 60</c>.</param>
/// <param name="Deletions">What would be deleted, in the order of the maildrop.</param>
/// <param name="Left">What would stay, by the reason why.</param>
public sealed record RetentionPlan(
    string Account, string Rule, IReadOnlyList<PlannedDeletion> Deletions, IReadOnlyDictionary<MaildropReason, int> Left)
{
    /// <summary>The rule in words: what stays on the server.</summary>
    public MailText Stays { get; init; } = new(Rule, Rule);

    /// <summary>The bytes that would be freed.</summary>
    public long Bytes => Deletions.Sum(d => d.Size);
}
