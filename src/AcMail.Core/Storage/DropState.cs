namespace AcMail.Storage;

/// <summary>How far a message of the maildrop has come.</summary>
public enum DropState
{
    /// <summary>It was listed; nothing of it is held.</summary>
    Seen,

    /// <summary>Its header is held, its body only on the server.</summary>
    HeadersOnly,

    /// <summary>All of it is held durably.</summary>
    Downloaded,

    /// <summary>The server was asked to delete it, and has not been heard to have done so.</summary>
    DeletionAsked,

    /// <summary>The server said that it deleted it, or no longer listed it after it was asked.</summary>
    Deleted,
}
