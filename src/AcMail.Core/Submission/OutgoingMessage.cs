using MimeKit;

namespace AcMail;

/// <summary>A message as it will be transmitted: its bytes are final.</summary>
/// <param name="Bytes">What is stored and transmitted.</param>
/// <param name="Parsed">The same, parsed; it serialises to <paramref name="Bytes"/>.</param>
/// <param name="Sender">The envelope's reverse-path.</param>
/// <param name="Recipients">The envelope's forward-paths, each once.</param>
sealed record OutgoingMessage(
    ReadOnlyMemory<byte> Bytes, MimeMessage Parsed, MailboxAddress Sender, IReadOnlyList<MailboxAddress> Recipients)
{
    public string MessageId => Parsed.MessageId ?? "";

    /// <summary>Its Message-ID as it stands in the header, angle brackets included: a server that is asked for <c>1@x</c> finds <c>21@x</c> too.</summary>
    public string MessageIdField => Parsed.Headers[HeaderId.MessageId]?.Trim() ?? "";

    public string Subject => Parsed.Subject ?? "";
}
