namespace AcMail.Cli;

/// <summary>How a mailbox becomes files.</summary>
interface IExportFormat
{
    /// <summary>Where the mailbox goes, below the directory.</summary>
    string PathOf(MailboxInfo mailbox);

    IMailboxWriter Open(string path);
}

/// <summary>Writes one mailbox. What is not completed leaves what stood there before.</summary>
interface IMailboxWriter : IDisposable
{
    /// <returns>Whether something was written; <see langword="false"/> where the message stood there already.</returns>
    Task<bool> WriteAsync(MessageInfo message, Stream content, CancellationToken cancellationToken);

    Task CompleteAsync(CancellationToken cancellationToken);
}

static class ExportFormat
{
    public static IExportFormat Named(string name) => name switch
    {
        "maildir" => new MaildirFormat(),
        "mbox" => new MboxFormat(),
        _ => new EmlFormat(),
    };
}
