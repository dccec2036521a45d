using Spectre.Console;

namespace AcMail.Cli;

/// <summary>Copies mailboxes from a replica into files, one message after the other, never a whole one in memory.</summary>
sealed class Exporter(IMailReplica replica, IExportFormat format, string directory)
{
    public async Task<IReadOnlyList<ExportMailboxView>> RunAsync(
        IReadOnlyList<MailboxInfo> mailboxes, ProgressTask? bar, CancellationToken cancellationToken)
    {
        if (bar is not null) bar.MaxValue = Math.Max(1, mailboxes.Sum(m => m.Messages));
        var results = new List<ExportMailboxView>();
        foreach (var mailbox in mailboxes)
        {
            try
            {
                results.Add(await RunAsync(mailbox, bar, cancellationToken));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new MailException(ExportFailures.CannotWrite(e), e);
            }
        }

        return results;
    }

    async Task<ExportMailboxView> RunAsync(MailboxInfo mailbox, ProgressTask? bar, CancellationToken cancellationToken)
    {
        var path = format.PathOf(mailbox);
        var tally = new ExportTally();
        using var writer = format.Open(Path.Combine(directory, path));
        await foreach (var message in replica.ListAsync(new() { Mailbox = mailbox.Name }, cancellationToken))
        {
            try
            {
                await using var content = await replica.OpenContentAsync(message.Id, cancellationToken);
                tally.Count(await writer.WriteAsync(message, content, cancellationToken), message.Size);
            }
            catch (MailException e)
            {
                tally.Failures.Add(new(message.Id, message.Uid, FailureView.From(e.Failure)!));
            }

            bar?.Increment(1);
        }

        await writer.CompleteAsync(cancellationToken);
        return new(mailbox.Name, path, tally.Messages, tally.Written, tally.Messages - tally.Written, tally.Bytes, tally.Failures);
    }
}
