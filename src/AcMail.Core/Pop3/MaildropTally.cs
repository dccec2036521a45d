namespace AcMail;

/// <summary>Counts what a pass does in a maildrop.</summary>
sealed class MaildropTally
{
    Dictionary<MaildropReason, int> _left = [];

    public int Listed { get; set; }

    public int Deleted { get; set; }

    /// <summary>Those that may be deleted and were not yet.</summary>
    public int Due { get; set; }

    /// <summary>What the present rule would let go, and is not part of the plan that is applied.</summary>
    public IReadOnlySet<string> NotPlanned { get; private set; } = new HashSet<string>();

    public int LeftBecause(MaildropReason reason) => _left.GetValueOrDefault(reason);

    /// <summary>The last word on what stays, sitting after sitting.</summary>
    public void Leave(IReadOnlyList<MaildropStep> steps)
    {
        _left = steps.Where(s => s.Action != MaildropAction.Delete).CountBy(s => s.Reason).ToDictionary();
        NotPlanned = steps.Where(s => s.Reason == MaildropReason.NotPlanned).Select(s => s.Entry.UniqueId).ToHashSet(StringComparer.Ordinal);
    }

    public MaildropReport ToReport() => new(Listed, Deleted, _left);
}
