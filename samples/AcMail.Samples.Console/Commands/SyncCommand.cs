using System.CommandLine;

namespace AcMail.Cli;

static class SyncCommand
{
    const int AccountsAtOnce = 4;

    public static Command Create(Globals globals)
    {
        var accounts = new Argument<string[]>("ACCOUNT")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = Say.It("The accounts. Default: all.", "Les comptes. Par défaut : tous."),
        };
        var watch = new Option<bool>("--watch")
        {
            Description = Say.It(
                "Go on until Ctrl-C, and tell each change on one line.", "Continuer jusqu'à Ctrl-C, et annoncer chaque changement sur une ligne."),
        };
        // An argument that may repeat swallows what was meant as an option.
        accounts.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.StartsWith('-')))
                result.AddError(Say.It($"There is no option {token.Value}.", $"Il n'y a pas d'option {token.Value}."));
        });
        return new Command("sync", Say.It(
            "Bring the local replica up to date. With --json: an array with one entry per account, also for a single one.",
            "Mettre à jour la copie locale. Avec --json : un tableau, une entrée par compte, même pour un seul."))
        {
            accounts, watch,
        }.Does(globals, (context, parsed, cancellationToken) => parsed.GetValue(watch)
            ? WatchCommand.RunAsync(context, Choose(context, parsed.GetValue(accounts) ?? []), context.Output.Json, cancellationToken)
            : RunAsync(context, Choose(context, parsed.GetValue(accounts) ?? []), cancellationToken));
    }

    public static int ExitCode(SyncReport report) => report.Outcome switch
    {
        SyncOutcome.Completed => ExitCodes.Done,
        SyncOutcome.CompletedWithProblems => ExitCodes.Problems,
        SyncOutcome.Busy or SyncOutcome.Deferred => ExitCodes.Busy,
        _ => ExitCodes.From(report.Failure?.Kind ?? MailErrorKind.Unexpected),
    };

    static List<string> Choose(CliContext context, string[] requested)
    {
        var names = requested.Length > 0 ? requested.Distinct().ToList() : [.. context.Accounts.Names];
        if (names.Count == 0) throw ConfigurationFailures.NoAccount();
        names.ForEach(context.Require);
        return names;
    }

    static async Task<int> RunAsync(CliContext context, List<string> names, CancellationToken cancellationToken)
    {
        var reports = new SyncReport[names.Count];
        await SyncBars.RunAsync(bars => Parallel.ForEachAsync(
            names.Index(), new ParallelOptions { MaxDegreeOfParallelism = AccountsAtOnce, CancellationToken = cancellationToken },
            async (item, token) => reports[item.Index] = await AccountSync.RunAsync(context, item.Item, bars(item.Item), token)));

        // Settings are a matter before any synchronisation: where nothing could start, the error stands alone.
        if (reports.All(r => r.Failure?.Kind == MailErrorKind.InvalidSettings)) throw new MailException(reports[0].Failure!);
        IReadOnlyList<SyncView> views = [.. reports.Select(SyncView.From)];
        context.Output.Show(views, CliJson.Readable.IReadOnlyListSyncView, output => Array.ForEach(reports, r => SyncText.Write(output, r)));
        foreach (var report in reports) SyncText.NoteProblems(context.Output, report);
        return ExitCodes.Of([.. reports.Select(ExitCode)]);
    }
}
