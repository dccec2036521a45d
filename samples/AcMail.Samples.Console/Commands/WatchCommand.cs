using System.CommandLine;

namespace AcMail.Cli;

static class WatchCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        return new Command("watch", Say.It(
            "Keep the local replica up to date until Ctrl-C, and tell each change as one line of JSON.",
            "Tenir la copie locale à jour jusqu'à Ctrl-C, et annoncer chaque changement sur une ligne de JSON."))
        {
            account,
        }.Does(globals, (context, parsed, cancellationToken) => RunAsync(context, [parsed.GetRequiredValue(account)], true, cancellationToken));
    }

    /// <summary>Watches <paramref name="accounts"/> until it is asked to stop, which is how this ends well.</summary>
    public static async Task<int> RunAsync(CliContext context, IReadOnlyList<string> accounts, bool json, CancellationToken cancellationToken)
    {
        var output = new WatchOutput(context.Output, json);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // One that cannot go on, because its settings or its store are of no use, ends it for all: nobody would notice otherwise.
            var watching = accounts.Select(name => WatchAsync(context.Accounts[name], output, stop.Token)).ToList();
            await await Task.WhenAny(watching);
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    static async Task WatchAsync(IMailAccount account, WatchOutput output, CancellationToken cancellationToken)
    {
        await foreach (var change in account.WatchAsync(cancellationToken)) output.Tell(account.Name, change);
    }
}
