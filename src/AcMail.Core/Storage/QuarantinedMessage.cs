namespace AcMail.Storage;

/// <summary>A message that the server has and does not give out. It counts as known, so that it holds nothing up, and is asked for again from time to time.</summary>
/// <param name="Mailbox">Its mailbox.</param>
/// <param name="UidValidity">The UIDVALIDITY of its UID.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="Kind">What the last attempt failed with.</param>
/// <param name="Reply">The server's words at the last attempt; empty where it said none.</param>
/// <param name="Attempts">How often it was asked for alone, in vain.</param>
/// <param name="Since">When that was first.</param>
/// <param name="NextTry">Before when it is not asked for again.</param>
public sealed record QuarantinedMessage(
    string Mailbox, uint UidValidity, uint Uid, MailErrorKind Kind, string Reply, int Attempts, DateTimeOffset Since, DateTimeOffset NextTry);
