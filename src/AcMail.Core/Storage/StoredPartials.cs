namespace AcMail.Storage;

/// <summary>The messages of a mailbox whose headers alone are held.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="UidValidity">The UIDVALIDITY of the UIDs.</param>
/// <param name="Uids">The messages.</param>
public sealed record StoredPartials(string Mailbox, uint UidValidity, UidSet Uids);
