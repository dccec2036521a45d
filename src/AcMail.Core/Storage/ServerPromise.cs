namespace AcMail.Storage;

/// <summary>What a server says that it can do, and what it is not trusted with any more once it did not keep its word.</summary>
public enum ServerPromise
{
    /// <summary>SELECT with QRESYNC, and VANISHED (RFC 7162 §3.2).</summary>
    QuickResync,

    /// <summary>Mod-sequences and CHANGEDSINCE (RFC 7162 §3.1). Without them there is no QRESYNC either.</summary>
    CondStore,

    /// <summary>SEARCH, extended or not, as the list of a mailbox's UIDs.</summary>
    Search,

    /// <summary>LIST with STATUS (RFC 5819).</summary>
    ListStatus,

    /// <summary>What EXAMINE and STATUS tell of UIDVALIDITY is what SELECT tells.</summary>
    Examine,

    /// <summary>STATUS tells MAILBOXIDs (RFC 8474 §4.1) along with counters.</summary>
    MailboxIds,

    /// <summary>MOVE (RFC 6851).</summary>
    Move,
}
