namespace AcMail.Cli;

/// <summary>What was done to a mailbox; after a change of name, the new one.</summary>
sealed record MailboxChangeView(string Action, string Mailbox);
