using AcMail.Storage;

namespace AcMail;

/// <summary>What is done with one message of the maildrop, and why.</summary>
/// <param name="Entry">The message, as listed.</param>
/// <param name="Known">What the ledger knew of it.</param>
/// <param name="Action">What is done.</param>
/// <param name="Reason">Why.</param>
sealed record MaildropStep(DropListingEntry Entry, DropEntry? Known, MaildropAction Action, MaildropReason Reason);
