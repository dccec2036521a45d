namespace AcMail.Cli;

sealed class MboxFormat : IExportFormat
{
    public string PathOf(MailboxInfo mailbox) => $"{MailboxPath.Of(mailbox.Name, mailbox.Delimiter)}.mbox";

    public IMailboxWriter Open(string path) => new MboxWriter(path);
}
