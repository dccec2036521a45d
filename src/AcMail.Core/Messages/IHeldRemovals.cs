namespace AcMail;

/// <summary>
/// Messages that are gone from the server, so many at once that they stay here until the application lets them go: see
/// <see cref="MassRemovalMode.Hold"/>. Nothing here touches the network.
/// </summary>
public interface IHeldRemovals
{
    /// <summary>The mailboxes in which messages are held back. They are listed and can be read as if they were still on the server.</summary>
    /// <exception cref="MailException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<HeldMessages>> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Unlinks what is held back in a mailbox, as the last synchronisation saw it. What comes back to the server before is not lost either way.</summary>
    /// <param name="mailbox">Its exact name, or one that a person would take for it.</param>
    /// <param name="cancellationToken">Cancels before anything is unlinked.</param>
    /// <returns>How many messages were let go.</returns>
    /// <exception cref="MailException">The store cannot be written, or <see cref="MailErrorKind.MailboxNotFound"/>.</exception>
    ValueTask<int> AllowAsync(string mailbox, CancellationToken cancellationToken = default);
}
