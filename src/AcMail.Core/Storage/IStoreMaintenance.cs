namespace AcMail.Storage;

/// <summary>Proves, repairs and compacts the replica of an account.</summary>
public interface IStoreMaintenance
{
    /// <summary>Reads every byte back and compares its hash, and checks the state for consistency. Changes nothing.</summary>
    /// <exception cref="MailException">There is no store, or it cannot be opened; its remedy says whether a rebuild helps.</exception>
    Task<StoreCheckReport> CheckAsync(string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the state anew from the content, and names what the former state held and the content lacks. The former state file is kept beside it under
    /// another name.
    /// </summary>
    /// <remarks>
    /// The next synchronisation brings flags and mailboxes up to date without downloading again what is held. The outbox is as it was, as far as the former state
    /// can be read; a message that may have been sent since becomes <see cref="OutboxState.Unknown"/>.
    /// </remarks>
    /// <exception cref="MailException">There is no content, or the account is in use (<see cref="MailErrorKind.Busy"/>).</exception>
    Task<StoreCheckReport> RebuildAsync(string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives back the bytes of messages that are in no mailbox any more, that are neither in the outbox nor in the ledger of a maildrop. They cannot be had again
    /// after it, unless a server has them.
    /// </summary>
    /// <remarks>
    /// Whatever stays is copied, made durable and read back before its former place is given up. Interrupted or cancelled at any point, nothing is lost, and the
    /// next compaction goes on. The newest content held stays in any case. The account may be open in this process: what is to be written waits for a part of it
    /// at a time, and contents that are being read are read to their end.
    /// </remarks>
    /// <exception cref="MailException">
    /// There is no store, the disk is full, or the account is being synchronised or open in another process (<see cref="MailErrorKind.Busy"/>).
    /// </exception>
    Task<StoreCompactionReport> CompactAsync(string account, IProgress<StoreCheckProgress>? progress = null, CancellationToken cancellationToken = default);
}
