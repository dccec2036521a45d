namespace AcMail.Storage;

/// <summary>Reads the ledger of a POP3 account's maildrop. It advances by <see cref="DropEntryRecorded"/>.</summary>
public interface IMaildropReader
{
    /// <summary>The ledger and what is known of the maildrop, in one consistent state.</summary>
    ValueTask<StoredMaildrop> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>What is known of the maildrop, without its ledger.</summary>
    ValueTask<MaildropState> GetStateAsync(CancellationToken cancellationToken = default);

    /// <summary>The unique-ids of the <see cref="DropState.Downloaded"/> messages that no mailbox but the trash holds any more: they were deleted locally.</summary>
    ValueTask<IReadOnlySet<string>> GetDiscardedAsync(CancellationToken cancellationToken = default);
}
