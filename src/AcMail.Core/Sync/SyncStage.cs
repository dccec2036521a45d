namespace AcMail;

/// <summary>The stages of a synchronisation.</summary>
public enum SyncStage
{
    /// <summary>Connecting and authenticating.</summary>
    Connecting,

    /// <summary>Listing mailboxes or the maildrop.</summary>
    Listing,

    /// <summary>Comparing one mailbox with the server's.</summary>
    Comparing,

    /// <summary>Downloading messages of one mailbox.</summary>
    Downloading,

    /// <summary>Deleting from the server what the rules let go.</summary>
    Deleting,

    /// <summary>Done.</summary>
    Completed,
}
