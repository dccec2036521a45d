namespace AcMail.Testing;

/// <summary>What POP3 servers do that clients must survive.</summary>
public enum Pop3Misbehaviour
{
    /// <summary>UIDL lists nothing.</summary>
    EmptyUidl,

    /// <summary>UIDL leaves out the second half of the messages.</summary>
    ShortUidl,

    /// <summary>The second message has the unique-id of the first.</summary>
    DuplicateUidl,

    /// <summary>A new message gets the unique-id of a deleted one, as Cyrus did.</summary>
    ReusedUidl,

    /// <summary>All unique-ids differ from those of the session before.</summary>
    ChangedUidl,

    /// <summary>Lines of UIDL begin with <c>+OK</c> and have several spaces.</summary>
    UntidyUidl,

    /// <summary>LIST says a few octets too many.</summary>
    WrongSizes,

    /// <summary>LIST leaves out the second half of the messages.</summary>
    ShortList,

    /// <summary>TOP sends the whole message.</summary>
    TopSendsAll,

    /// <summary>What came in the same packet as an earlier command is dropped.</summary>
    LostPipeline,

    /// <summary>The maildrop is in use at every login (RFC 2449 §8.1.1).</summary>
    MaildropInUse,

    /// <summary>New messages get the lowest numbers.</summary>
    NewestFirst,

    /// <summary>A message that was fetched is missing from later sessions, but from those of <c>recent:name</c>, as at Gmail.</summary>
    HidesRetrieved,

    /// <summary>Lines that begin with a dot are sent as they are, so that a lone dot ends the message.</summary>
    UnstuffedDots,

    /// <summary>Messages stored with bare LF are sent with bare LF.</summary>
    BareLineFeeds,

    /// <summary>QUIT applies the deletions, and the connection is closed without a reply.</summary>
    QuitAppliedUnanswered,

    /// <summary>QUIT applies nothing, and the connection is closed without a reply.</summary>
    QuitDroppedUnanswered,

    /// <summary>QUIT says +OK and applies nothing.</summary>
    QuitForgetsDeletions,

    /// <summary>The connection is closed in the middle of a message.</summary>
    CutMessage,

    /// <summary>
    /// A message with octets beyond ASCII in its header comes as the attachment of another one, with a new boundary in each session and without a change
    /// to its size, unless UTF8 was asked for (Courier).
    /// </summary>
    WrapsUtf8,

    /// <summary>A unique-id is a hash of the header, so that messages with the same header have the same one (popa3d, solid-pop3d).</summary>
    HeaderAsUidl,

    /// <summary>RETR gives out the header alone (mailutils, once after TOP).</summary>
    HeaderAlone,
}
