namespace AcMail.Storage;

/// <summary>How a server broke a <see cref="ServerPromise"/>.</summary>
public enum DistrustReason
{
    /// <summary>It answered BAD to what it offers.</summary>
    Refused,

    /// <summary>Its answer cannot be read.</summary>
    Unreadable,

    /// <summary>It named messages as gone that are there.</summary>
    NamedWrongly,

    /// <summary>It left out what had gone or changed, or messages that are there.</summary>
    LeftOut,

    /// <summary>A change lay below the HIGHESTMODSEQ that had been told before it.</summary>
    AheadOfData,

    /// <summary>It told different things of one mailbox.</summary>
    Contradicted,

    /// <summary>It ended new connections, or fell silent, instead of an answer.</summary>
    BrokeOff,
}
