namespace AcMail.Storage;

/// <summary>Where a message is on the server, as a store notes it.</summary>
/// <param name="Mailbox">What the store knows the mailbox by, whatever its name is at the time.</param>
/// <param name="UidValidity">The UIDVALIDITY of <paramref name="Uid"/>.</param>
/// <param name="Uid">The UID.</param>
public readonly record struct ServerPlace(long Mailbox, uint UidValidity, uint Uid);
