using System.CommandLine;

namespace AcMail.Cli;

static class MigrateCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var plan = new Option<bool>("--plan") { Description = Say.It("Only tell what would be done; the default.", "Dire seulement ce qui serait fait ; par défaut.") };
        var yes = new Option<bool>("--yes") { Description = Say.It("Do it.", "Le faire.") };
        var command = new Command("migrate", Say.It(
            "Move an account over that was kept by POP3 and is configured for IMAP now. Nothing is deleted, neither here nor on the server.",
            "Reprendre un compte relevé en POP3 jusqu'ici et configuré maintenant pour IMAP. Rien n'est supprimé, ni ici ni sur le serveur."))
        {
            account, plan, yes,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(plan) && result.GetValue(yes)) result.AddError(Say.It("--plan and --yes exclude each other.", "--plan et --yes s'excluent."));
        });
        return command.Does(globals, (context, parsed, cancellationToken) => parsed.GetValue(yes)
            ? MigrateAsync(context, parsed.GetRequiredValue(account), cancellationToken)
            : PlanAsync(context, parsed.GetRequiredValue(account), cancellationToken));
    }

    static async Task<int> PlanAsync(CliContext context, string account, CancellationToken cancellationToken)
    {
        var plan = await context.Service<IMailMigrator>().PlanAsync(account, cancellationToken);
        context.Output.Show(MigrationView.From(account, plan), CliJson.Readable.MigrationView, text =>
        {
            MigrationText.Write(text, plan);
            if (plan.Mailboxes.Count > 0) text.Line(Say.It($"'acmail migrate {account} --yes' does it.", $"« acmail migrate {account} --yes » le fait."));
        });
        SyncText.NoteProblems(context.Output, account, plan.Problems);
        return plan.Incomplete.Count + plan.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Problems;
    }

    static async Task<int> MigrateAsync(CliContext context, string account, CancellationToken cancellationToken)
    {
        MigrationReport? report = null;
        await SyncBars.RunAsync(async bars => report = await context.Service<IMailMigrator>().MigrateAsync(account, bars(account), cancellationToken));
        var (plan, sync) = report!;
        context.Output.Show(MigrationView.From(account, plan, sync), CliJson.Readable.MigrationView, text =>
        {
            if (plan is not null) MigrationText.Write(text, plan);
            SyncText.Write(text, sync);
        });
        SyncText.NoteProblems(context.Output, account, plan?.Problems ?? []);
        SyncText.NoteProblems(context.Output, sync);
        return SyncCommand.ExitCode(sync);
    }
}
