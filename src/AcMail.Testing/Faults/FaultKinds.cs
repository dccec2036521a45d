namespace AcMail.Testing;

/// <summary>Which faults <see cref="FaultPoints.Of(IEnumerable{SessionTranscript}, FaultKinds)"/> makes of what was said.</summary>
[Flags]
public enum FaultKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Each connection is refused.</summary>
    Refuse = 1,

    /// <summary>The connection ends before each line of the client's is looked at: the command is lost.</summary>
    LoseCommand = 1 << 1,

    /// <summary>The connection ends after each line of the client's, before anything is said to it: the reply is lost.</summary>
    LoseReply = 1 << 2,

    /// <summary>The connection ends before each line of the server's.</summary>
    CutBeforeLine = 1 << 3,

    /// <summary>The connection ends after each line of the server's.</summary>
    CutAfterLine = 1 << 4,

    /// <summary>The connection ends in the middle of each line, of either side.</summary>
    CutInsideLine = 1 << 5,

    /// <summary>The connection ends in the middle of each literal and of each message, of either side.</summary>
    CutInsideOctets = 1 << 6,

    /// <summary>The connection ends after each octet, of either side.</summary>
    CutAfterOctet = 1 << 7,

    /// <summary>The connection stalls for good before each line of the server's.</summary>
    Stall = 1 << 8,

    /// <summary>Every way in which a connection ends but <see cref="CutAfterOctet"/>.</summary>
    Cuts = Refuse | LoseCommand | LoseReply | CutBeforeLine | CutAfterLine | CutInsideLine | CutInsideOctets,
}
