namespace AcMail.Cli;

sealed record MailboxView(string Name, string? Delimiter, string Role, bool Selectable, int Messages, int Unseen)
{
    public static MailboxView From(MailboxInfo mailbox) => new(
        mailbox.Name, mailbox.Delimiter?.ToString(), Names.Of(mailbox.Role), mailbox.Selectable, mailbox.Messages, mailbox.Unseen);
}
