namespace AcMail.Storage;

/// <summary>The state of a mailbox on the server that the replica is known to hold completely.</summary>
/// <param name="UidValidity">UIDVALIDITY.</param>
/// <param name="UidNext">UIDNEXT; 0 where the server did not tell.</param>
/// <param name="HighestModSeq">HIGHESTMODSEQ as selected, before anything was fetched (RFC 7162 §6); 0 for none.</param>
public sealed record MailboxCheckpoint(uint UidValidity, uint UidNext, ulong HighestModSeq);
