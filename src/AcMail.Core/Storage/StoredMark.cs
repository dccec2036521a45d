namespace AcMail.Storage;

/// <summary>A message whose flags were changed here and are not known to be so on the server.</summary>
/// <param name="Mailbox">The mailbox that holds it.</param>
/// <param name="UidValidity">The UIDVALIDITY of its UID.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="Flags">Its flags on both sides.</param>
public sealed record StoredMark(string Mailbox, uint UidValidity, uint Uid, FlagState Flags);
