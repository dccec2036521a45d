namespace AcMail.Storage;

/// <summary>Where a message is.</summary>
/// <param name="Id">Names it in the replica.</param>
/// <param name="Mailbox">The mailbox that holds it.</param>
/// <param name="UidValidity">The UIDVALIDITY of its UID; 0 where the server does not know it there.</param>
/// <param name="Uid">Its UID.</param>
public sealed record MessagePlace(long Id, string Mailbox, uint UidValidity, uint Uid);
