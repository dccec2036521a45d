namespace AcMail.Storage;

/// <summary>What has to be remembered of a server from one synchronisation to the next.</summary>
/// <param name="Distrusts">What it is not trusted with, one entry a promise.</param>
/// <param name="Quarantine">The messages that it does not give out.</param>
/// <param name="Held">The removals that wait for the application, one entry a mailbox.</param>
public sealed record SyncMemory(
    IReadOnlyList<Distrust> Distrusts, IReadOnlyList<QuarantinedMessage> Quarantine, IReadOnlyList<HeldRemoval> Held)
{
    /// <summary>Whose mailboxes the replica is of (<see cref="ReplicaClaimed"/>); <see langword="null"/> where nobody has noted it yet.</summary>
    public string? Owner { get; init; }
}
