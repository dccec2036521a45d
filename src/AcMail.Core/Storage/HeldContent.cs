namespace AcMail.Storage;

/// <summary>Content that is held and has the identity that was looked for.</summary>
/// <param name="Content">What names it.</param>
public sealed record HeldContent(ContentKey Content)
{
    /// <summary>Whether EMAILID says so, which is certain; otherwise Message-ID, size and date do.</summary>
    public bool IsCertain { get; init; }

    /// <summary>The size of the whole, where the content is only the header of it.</summary>
    public long? WholeSize { get; init; }

    /// <summary>
    /// How many messages of the mailbox asked about may be this one: those that hold the content under another UIDVALIDITY; where there are none, one, unless
    /// the mailbox holds it under this UIDVALIDITY already.
    /// </summary>
    public int Room { get; init; }
}
