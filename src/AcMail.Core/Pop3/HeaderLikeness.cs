namespace AcMail;

/// <summary>How alike the header that a server gives out is to that of a message that is held.</summary>
enum HeaderLikeness
{
    /// <summary>One of them is no header.</summary>
    Unknown,

    /// <summary>But for what servers themselves change from one session to the next, they are the same.</summary>
    Same,

    /// <summary>They may be the same but for fields that something on the way, such as an antivirus, added.</summary>
    Marked,

    /// <summary>They are of two messages.</summary>
    Other,
}
