namespace AcMail.Cli;

sealed class MaildirFormat : IExportFormat
{
    public string PathOf(MailboxInfo mailbox) => MailboxPath.Of(mailbox.Name, mailbox.Delimiter);

    public IMailboxWriter Open(string path) => new MaildirWriter(path);
}
