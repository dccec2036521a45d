namespace AcMail.Storage;

/// <summary>Messages of a mailbox whose flags were changed alike here and are not known to be so on the server.</summary>
/// <param name="Mailbox">The mailbox that holds them.</param>
/// <param name="UidValidity">The UIDVALIDITY of their UIDs.</param>
/// <param name="Uids">The messages.</param>
/// <param name="Flags">The flags on both sides, the same for each of them.</param>
public sealed record StoredMark(string Mailbox, uint UidValidity, UidSet Uids, FlagState Flags);
