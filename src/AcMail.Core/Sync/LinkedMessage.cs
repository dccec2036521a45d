using AcMail.Storage;

namespace AcMail;

/// <summary>A message whose content is held already, so that it is not downloaded.</summary>
/// <param name="Added">What it changes in the store.</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Tally">The mailbox that counts it as added; <see langword="null"/> where it was there before, under another number.</param>
sealed record LinkedMessage(MessageAdded Added, ContentOrigin Origin, MailboxTally? Tally);
