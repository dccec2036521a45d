namespace AcMail.Testing;

/// <summary>What submission servers do that clients must survive.</summary>
public enum SmtpMisbehaviour
{
    /// <summary>The message is accepted, and the connection is closed without a reply.</summary>
    AcceptedUnanswered,

    /// <summary>The message is forgotten, and the connection is closed without a reply.</summary>
    DroppedUnanswered,

    /// <summary>The connection is closed after the reply to STARTTLS.</summary>
    StartTlsBreaks,

    /// <summary>What came in the same packet as an earlier command is dropped.</summary>
    LostPipeline,
}
