namespace AcMail;

/// <summary>Counts what a pass does in a maildrop.</summary>
sealed class MaildropTally
{
    Dictionary<MaildropReason, int> _left = [];

    public int Listed { get; set; }

    public int Deleted { get; set; }

    /// <summary>Those that may be deleted and were not yet.</summary>
    public int Due { get; set; }

    public int LeftBecause(MaildropReason reason) => _left.GetValueOrDefault(reason);

    /// <summary>The last word on what stays, sitting after sitting.</summary>
    public void Leave(IEnumerable<MaildropStep> steps) =>
        _left = steps.Where(s => s.Action != MaildropAction.Delete).CountBy(s => s.Reason).ToDictionary();

    public MaildropReport ToReport() => new(Listed, Deleted, _left);
}
