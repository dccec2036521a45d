using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace AcMail.Cli;

/// <summary>Synchronises one of several accounts: whatever goes wrong with it is its own result, and never hinders the others.</summary>
static class AccountSync
{
    public static async Task<SyncReport> RunAsync(
        CliContext context, string name, IProgress<SyncProgress>? progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            return await context.Accounts[name].SynchronizeAsync(progress, cancellationToken);
        }
        catch (MailException e)
        {
            return Failed(e.Failure);
        }
        catch (OptionsValidationException e)
        {
            return Failed(SettingsFailure.From(e));
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            if (Debugging.IsOn) context.Output.Note(e.ToString());
            return Failed(CliProblem.Unexpected(e));
        }

        SyncReport Failed(MailFailure failure) =>
            new(name, SyncOutcome.Failed, [], 0, Stopwatch.GetElapsedTime(started)) { Failure = failure };
    }
}
