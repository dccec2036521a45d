using AcMail.Storage;

namespace AcMail;

/// <summary>A message on its way from the connection to the store.</summary>
/// <param name="Content">Its bytes; whoever holds the message disposes of them.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Tally">The mailbox that counts it.</param>
/// <param name="Fold">What it changes in the store, once its bytes are there.</param>
sealed record IncomingMessage(
    ReceivedContent Content, ContentOrigin Origin, MailboxTally Tally,
    Func<ContentOrigin, ContentKey, MessageHeaders, IEnumerable<StoreChange>> Fold)
{
    /// <summary>Read where the message is received, since the writer is the busier of the two.</summary>
    public MessageHeaders Headers { get; } = Content.ParseHeaders();
}
