namespace AcMail.Storage;

/// <summary>Messages that are gone from the server, so many at once that they stay here until the application lets them go.</summary>
/// <param name="Mailbox">Their mailbox.</param>
/// <param name="UidValidity">Its UIDVALIDITY.</param>
/// <param name="Uids">Those gone under that UIDVALIDITY.</param>
/// <param name="Others">How many more are left of other UIDVALIDITYs.</param>
public sealed record HeldRemoval(string Mailbox, uint UidValidity, UidSet Uids, int Others)
{
    /// <summary>How many messages are held back.</summary>
    public long Count => Uids.Count + Others;
}
