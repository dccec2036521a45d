namespace AcMail;

/// <summary>The system flags of RFC 9051 §2.3.2.</summary>
[Flags]
public enum SystemFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary><c>\Seen</c>: read.</summary>
    Seen = 1,

    /// <summary><c>\Answered</c>.</summary>
    Answered = 2,

    /// <summary><c>\Flagged</c>.</summary>
    Flagged = 4,

    /// <summary><c>\Deleted</c>: marked for removal, and still there.</summary>
    Deleted = 8,

    /// <summary><c>\Draft</c>.</summary>
    Draft = 16,
}
