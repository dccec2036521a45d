namespace AcMail;

/// <summary>The kinds of <see cref="PendingAction"/>.</summary>
public enum PendingActionKind
{
    /// <summary>Flags or keywords were changed.</summary>
    Mark,

    /// <summary>A message was moved.</summary>
    Move,

    /// <summary>A message was copied.</summary>
    Copy,

    /// <summary>A message was put into a mailbox.</summary>
    Append,

    /// <summary>A message was deleted for good.</summary>
    Delete,

    /// <summary>A mailbox was created.</summary>
    CreateMailbox,

    /// <summary>A mailbox was renamed.</summary>
    RenameMailbox,

    /// <summary>A mailbox was deleted.</summary>
    DeleteMailbox,

    /// <summary>A mailbox was subscribed to, or no longer is.</summary>
    Subscribe,
}
