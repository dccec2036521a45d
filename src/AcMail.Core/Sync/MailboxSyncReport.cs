namespace AcMail;

/// <summary>What one synchronisation did in one mailbox.</summary>
/// <param name="Name">The mailbox.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Added">Messages that are new in the replica.</param>
/// <param name="FlagsChanged">Messages whose flags changed on the server.</param>
/// <param name="Removed">Messages that are no longer on the server and were unlinked here.</param>
/// <param name="Uploaded">Messages that went up to the server, or of which a change did.</param>
/// <param name="Failed">Messages that could not be handled.</param>
public sealed record MailboxSyncReport(
    string Name, MailboxRole Role, int Added, int FlagsChanged, int Removed, int Uploaded, int Failed);
