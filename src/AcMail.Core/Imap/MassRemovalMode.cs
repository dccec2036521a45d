namespace AcMail;

/// <summary>What happens when more than a quarter of a mailbox, and more than fifty messages, are gone from the server at once.</summary>
public enum MassRemovalMode
{
    /// <summary>They are unlinked here once the server has said so twice, in different ways. Content stays in any case.</summary>
    WhenConfirmed,

    /// <summary>They stay until <see cref="IHeldRemovals.AllowAsync"/>; <see cref="SyncReport.Problems"/> says so (<see cref="MailErrorKind.RemovalsHeld"/>).</summary>
    Hold,
}
