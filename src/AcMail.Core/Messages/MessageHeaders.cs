namespace AcMail;

/// <summary>The decoded header fields that lists and search use. A field that is absent is empty.</summary>
/// <param name="Subject">Subject, decoded (RFC 2047) and unfolded.</param>
/// <param name="From">From, decoded.</param>
/// <param name="To">To, decoded.</param>
/// <param name="Cc">Cc, decoded.</param>
/// <param name="Date">Date; <see langword="null"/> where it is absent or not a date.</param>
/// <param name="MessageId">Message-ID without angle brackets. Never unique, never a key.</param>
public sealed record MessageHeaders(string Subject, string From, string To, string Cc, DateTimeOffset? Date, string MessageId)
{
    /// <summary>A message without any header.</summary>
    public static MessageHeaders None { get; } = new("", "", "", "", null, "");

    /// <summary>
    /// The message-ids of References, or else the first of In-Reply-To (RFC 5322 §3.6.4), separated by spaces: what is answered comes last. Of more than
    /// 20 the first and the last 19 are kept.
    /// </summary>
    public string References { get; init; } = "";
}
