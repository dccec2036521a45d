namespace AcMail;

/// <summary>What can happen to a message in the outbox.</summary>
enum OutboxEvent
{
    /// <summary>It is about to be handed to a server.</summary>
    HandOverBegins,

    /// <summary>A server took it; no copy is wanted.</summary>
    AcceptedWithoutCopy,

    /// <summary>A server took it; the copy belongs into a local mailbox.</summary>
    AcceptedWithLocalCopy,

    /// <summary>A server took it; the copy belongs into a mailbox of the server.</summary>
    AcceptedWithServerCopy,

    /// <summary>A server took it; the copy belongs into a mailbox of the server, and is filed later.</summary>
    AcceptedWithOwedCopy,

    /// <summary>It was refused for good.</summary>
    Refused,

    /// <summary>It was certainly not accepted, and may be later.</summary>
    Deferred,

    /// <summary>It was handed over completely and no answer came.</summary>
    AnswerLost,

    /// <summary>The process that was handing it over is gone.</summary>
    Abandoned,

    /// <summary>The copy is filed.</summary>
    CopyFiled,

    /// <summary>The copy could not be filed.</summary>
    CopyFailed,

    /// <summary>The caller does not want it to be sent any more.</summary>
    Cancelled,

    /// <summary>A person wants it to be sent all the same.</summary>
    AskedAgain,

    /// <summary>A person wants it out of the outbox.</summary>
    Discarded,
}
