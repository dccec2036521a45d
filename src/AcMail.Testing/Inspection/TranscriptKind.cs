namespace AcMail.Testing;

/// <summary>What an entry of a <see cref="SessionTranscript"/> is.</summary>
public enum TranscriptKind
{
    /// <summary>A line of the protocol.</summary>
    Line,

    /// <summary>Octets that the protocol carries: an IMAP literal, a message in POP3 or SMTP.</summary>
    Octets,
}
