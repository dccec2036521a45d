namespace AcMail;

/// <summary>Counts what a pass does in a maildrop.</summary>
sealed class MaildropTally
{
    readonly HashSet<string> _judged = new(StringComparer.Ordinal);
    Dictionary<MaildropReason, int> _left = [];

    public int Listed { get; set; }

    public int Deleted { get; set; }

    /// <summary>Those that may be deleted and were not yet.</summary>
    public int Due { get; set; }

    /// <summary>What the present rule was asked about and keeps, or what it lets go and the plan that is applied names.</summary>
    public IReadOnlySet<string> Judged => _judged;

    public int LeftBecause(MaildropReason reason) => _left.GetValueOrDefault(reason);

    /// <summary>The last word on what stays, sitting after sitting.</summary>
    public void Leave(IReadOnlyList<MaildropStep> steps)
    {
        _left = steps.Where(s => s.Action != MaildropAction.Delete).CountBy(s => s.Reason).ToDictionary();
        foreach (var step in steps)
        {
            if (step.Reason is MaildropReason.NotPlanned or MaildropReason.InDoubt) _judged.Remove(step.Entry.UniqueId);
            else _judged.Add(step.Entry.UniqueId);
        }
    }

    public MaildropReport ToReport() => new(Listed, Deleted, _left);
}
