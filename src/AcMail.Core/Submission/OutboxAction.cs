namespace AcMail;

/// <summary>What is to be done after a message has got its new state.</summary>
enum OutboxAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Hand the message to the server.</summary>
    HandOver,

    /// <summary>File the copy in the local Sent mailbox, in the same commit.</summary>
    FileLocally,

    /// <summary>File the copy in the server's Sent mailbox.</summary>
    FileOnServer,
}
