namespace AcMail;

/// <summary>What became of a message.</summary>
public enum SendOutcome
{
    /// <summary>Accepted by the server for every recipient.</summary>
    Accepted,

    /// <summary>Accepted for some recipients and refused for others.</summary>
    PartlyAccepted,

    /// <summary>Refused for good, for every recipient.</summary>
    Rejected,

    /// <summary>Not accepted now; it may be later.</summary>
    Deferred,

    /// <summary>The connection broke after the message was handed over: it may or may not have been accepted. It is not sent again by itself.</summary>
    Unknown,

    /// <summary>
    /// Nothing was sent, and nothing is left to do: the message was given under the same key before, and accepted, or taken out of the outbox by a person
    /// (<see cref="IMailSender.SendOnceAsync"/> alone).
    /// </summary>
    GivenBefore,
}
