using System.Diagnostics.CodeAnalysis;
using AcMail.Storage;
using Microsoft.Extensions.Logging;

namespace AcMail;

/// <summary>What is done for accounts every so often, beside watching them. What goes wrong with one is logged, and left to the next time.</summary>
sealed class Upkeep(IReadOnlyCollection<MailAccount> accounts, TimeProvider time, ILogger logger)
{
    // By then most first synchronisations are over, and a service that is started anew every night comes to it all the same.
    static readonly TimeSpan BeforeCompaction = TimeSpan.FromMinutes(10), BetweenAttempts = TimeSpan.FromMinutes(1);

    const int CompactionAttempts = 10;

    /// <summary>Sends what waits in the outboxes of the accounts that can send, at once and then <paramref name="every"/> so often.</summary>
    /// <param name="every">The pause between two rounds.</param>
    /// <param name="atOnce">How many accounts send at the same time.</param>
    /// <param name="stop">Ends it; a message that has gone out is heard of first.</param>
    public Task FlushAsync(TimeSpan every, int atOnce, CancellationToken stop) =>
        RepeatAsync(accounts.Where(a => a.CanSend), TimeSpan.Zero, every, atOnce, (account, token) => account.FlushDueAsync(token), stop);

    /// <summary>Compacts one account after another, <paramref name="every"/> so often; one that is synchronised just then a little later.</summary>
    public Task CompactAsync(IStoreMaintenance maintenance, TimeSpan every, CancellationToken stop) => RepeatAsync(
        accounts, BeforeCompaction, every, atOnce: 1, (account, token) => CompactAsync(maintenance, account.Name, token), stop);

    async Task CompactAsync(IStoreMaintenance maintenance, string account, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var report = await maintenance.CompactAsync(account, cancellationToken: cancellationToken).ConfigureAwait(false);
                if (report.Contents > 0) UpkeepLog.Compacted(logger, account, report.Contents, report.Bytes);
                foreach (var problem in report.Problems) UpkeepLog.NotCompacted(logger, account, problem.Description.English);
                return;
            }
            catch (MailException e) when (e.Failure.Kind == MailErrorKind.Busy && attempt < CompactionAttempts)
            {
                await Task.Delay(BetweenAttempts, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    async Task RepeatAsync(
        IEnumerable<MailAccount> all, TimeSpan first, TimeSpan every, int atOnce, Func<MailAccount, CancellationToken, Task> chore, CancellationToken stop)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop };
        for (var pause = first; ; pause = every)
        {
            await Task.Delay(pause, time, stop).ConfigureAwait(false);
            await Parallel.ForEachAsync(all, options, async (account, token) => await DoAsync(account, chore, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "What is wrong with one account is no reason to let the others wait.")]
    async Task DoAsync(MailAccount account, Func<MailAccount, CancellationToken, Task> chore, CancellationToken cancellationToken)
    {
        try
        {
            await chore(account, cancellationToken).ConfigureAwait(false);
        }
        catch (MailException e)
        {
            UpkeepLog.Hindered(logger, account.Name, e.Failure.Kind, e.Failure.Message.English);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            UpkeepLog.Defect(logger, account.Name, e);
        }
    }
}
