namespace AcMail;

/// <summary>Why a message of a maildrop is fetched, left or deleted.</summary>
public enum MaildropReason
{
    /// <summary>Fetched: it was never downloaded.</summary>
    New,

    /// <summary>Its header is fetched: all of it is above <see cref="Pop3Options.MaximumDownloadSize"/>.</summary>
    TooLarge,

    /// <summary>Fetched: its header alone was held.</summary>
    Incomplete,

    /// <summary>Fetched: the server will soon delete it by itself (EXPIRE, RFC 2449 §6.7).</summary>
    Expiring,

    /// <summary>Fetched: the server has no unique-ids and no TOP, so that only its bytes tell it from others.</summary>
    Unidentified,

    /// <summary>Compared: its unique-id stands for a message of another size now.</summary>
    SizeChanged,

    /// <summary>Compared, or fetched where it had been deleted from the server: its unique-id had disappeared and is back.</summary>
    Reappeared,

    /// <summary>Compared: the server was asked to delete it and lists it.</summary>
    NotDeleted,

    /// <summary>Compared: nobody noted its size when it was downloaded, and it is about to be deleted.</summary>
    SizeUnknown,

    /// <summary>Left: it could not be fetched, or not all of it.</summary>
    NotHeld,

    /// <summary>Left: it could not be proven to be the message that was downloaded.</summary>
    InDoubt,

    /// <summary>Left: the rule is to leave everything.</summary>
    Forever,

    /// <summary>Left: the days of the rule are not over.</summary>
    WithinDays,

    /// <summary>Left: it is one of the newest.</summary>
    AmongNewest,

    /// <summary>Left: there is room.</summary>
    RoomLeft,

    /// <summary>Left: a local mailbox holds it.</summary>
    HeldLocally,

    /// <summary>Left: the rule of the time of its download was more careful, and the present one was not applied to it.</summary>
    AwaitsApply,

    /// <summary>Left: it is not part of the plan that is being applied.</summary>
    NotPlanned,

    /// <summary>Deleted: it is held durably here, and every rule lets it go.</summary>
    Due,
}
