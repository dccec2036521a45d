namespace AcMail;

/// <summary>How alike the header that a server gives out is to that of a message that is held.</summary>
enum HeaderLikeness
{
    /// <summary>One of them is no header.</summary>
    Unknown,

    /// <summary>But for what servers themselves change from one session to the next, they are the same, and of one message.</summary>
    Same,

    /// <summary>
    /// They may be of one message, which the body tells: fields that something on the way, such as an antivirus, added make the difference; or they are the same,
    /// and nothing in them is of one message only.
    /// </summary>
    Marked,

    /// <summary>They are of two messages.</summary>
    Other,
}
