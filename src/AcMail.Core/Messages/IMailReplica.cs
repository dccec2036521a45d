namespace AcMail;

/// <summary>What is held locally of an account, to read and to act upon.</summary>
public interface IMailReplica : IMailReader
{
    /// <summary>Changes what is held locally, at once and offline; synchronisation tells the server.</summary>
    IMailActions Actions { get; }

    /// <summary>Creates, renames, deletes mailboxes and subscribes to them, at once and offline; synchronisation tells the server.</summary>
    IMailboxActions MailboxActions { get; }

    /// <summary>What is gone from the server and waits here for the application's word.</summary>
    IHeldRemovals HeldRemovals { get; }
}
