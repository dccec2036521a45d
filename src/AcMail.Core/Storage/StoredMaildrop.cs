namespace AcMail.Storage;

/// <summary>A maildrop as committed.</summary>
/// <param name="State">What is known of it as a whole.</param>
/// <param name="Entries">Its ledger.</param>
public sealed record StoredMaildrop(MaildropState State, IReadOnlyList<DropEntry> Entries);
