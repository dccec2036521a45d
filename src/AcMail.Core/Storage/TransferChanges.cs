namespace AcMail.Storage;

/// <summary>
/// A copy of a message is filed in a mailbox here, which is created where it is missing, with the flags of the original; the server is told by a later
/// pass. A message that is not held is passed over.
/// </summary>
public sealed record MessageCopied(long Id, string Mailbox) : StoreChange;

/// <summary>
/// A message of a local mailbox (UIDVALIDITY 0) belongs to the server from now on, under its id: a later pass gives it to the server, unless it is found there.
/// Its flags have no last common state, so that those of both sides come together. A message that is not held, or that belongs to the server already, is
/// passed over.
/// </summary>
/// <param name="Id">The message.</param>
/// <param name="Mailbox">The mailbox where it belongs, which is created where it is missing.</param>
public sealed record MessageOffered(long Id, string Mailbox) : StoreChange
{
    /// <summary>
    /// The mailbox of the server, by its name there, that may hold it: it counts as sent there and not heard of, so that it is looked for before it is sent.
    /// </summary>
    /// <value>The default, <see langword="null"/>, is none.</value>
    public string? MayBeIn { get; init; }
}

/// <summary>A message is deleted here for good; the server is told by a later pass. Content stays. A message that is not held is passed over.</summary>
public sealed record MessageDiscarded(long Id) : StoreChange;

/// <summary>
/// What was done here to the place of a message is taken back: it is where the server has it, under its former id; what the server never had is
/// unlinked. A message about which the server knows all is passed over.
/// </summary>
public sealed record MessageRestored(long Id) : StoreChange;

/// <summary>Messages are about to be sent to a mailbox of the server: should nothing more be heard, nobody knows whether they arrived.</summary>
/// <param name="Transfers">Names them, by <see cref="StoredTransfer.Id"/>.</param>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="UidValidity">Its UIDVALIDITY before; 0 where that is not known.</param>
/// <param name="UidNext">Its UIDNEXT before; 0 where that is not known.</param>
/// <param name="Takes">Whether the messages leave the places that they have on the server.</param>
/// <remarks>The flags here of a message that the server has not got go along, and become the last common state.</remarks>
public sealed record TransfersAttempted(IReadOnlyList<long> Transfers, string Mailbox, uint UidValidity, uint UidNext, bool Takes) : StoreChange;

/// <summary>The server said OK to what was attempted, without saying under which UIDs the messages are now.</summary>
public sealed record TransfersAccepted(IReadOnlyList<long> Transfers) : StoreChange;

/// <summary>What was attempted did not happen: the messages are where they were, and may be sent again.</summary>
public sealed record TransfersFailed(IReadOnlyList<long> Transfers) : StoreChange;

/// <summary>A message is on the server where it was sent to; its placement here is there too, unless more was done to it meanwhile.</summary>
/// <param name="Transfer">Names it.</param>
/// <param name="UidValidity">The UIDVALIDITY of the mailbox that it was sent to.</param>
/// <param name="Uid">Its UID there.</param>
/// <param name="LeftBehind">Whether it may still be in the place that it had before, from where it is to be removed.</param>
public sealed record TransferArrived(long Transfer, uint UidValidity, uint Uid, bool LeftBehind) : StoreChange;

/// <summary>All messages of a mailbox on the server are known: what was attempted there and has not arrived did not happen, or is gone.</summary>
public sealed record AttemptsMissed(string Mailbox) : StoreChange;

/// <summary>
/// A message is marked <c>\Deleted</c> on a server that cannot expunge single messages; it stays there and is not shown here. It is not sent again.
/// </summary>
public sealed record RemovalsLeft(IReadOnlyList<long> Transfers) : StoreChange;
