using System.CommandLine;

namespace AcMail.Cli;

static class RetentionCommand
{
    const string Plan = "plan", Apply = "apply";

    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var verb = new Argument<string>("plan|apply")
        {
            Description = Say.It(
                "plan: tell what the present rule would delete from the server; apply: delete it. Every message deleted is held here.",
                "plan : dire ce que la règle actuelle supprimerait du serveur ; apply : le supprimer. Tout message supprimé est conservé ici."),
        };
        verb.AcceptOnlyFromAmong(Plan, Apply);
        return new Command("retention", Say.It(
            "For POP3 accounts: what a rule for leaving messages on the server means for those downloaded under an earlier one.",
            "Pour les comptes POP3 : l'effet d'une règle de conservation sur le serveur pour les messages reçus sous une règle antérieure."))
        {
            account, verb,
        }.Does(globals, (context, parsed, cancellationToken) => RunAsync(
            context, parsed.GetRequiredValue(account), parsed.GetRequiredValue(verb) == Apply, cancellationToken));
    }

    static async Task<int> RunAsync(CliContext context, string name, bool apply, CancellationToken cancellationToken)
    {
        var account = context.Accounts[name];
        var plan = await account.Retention.PlanAsync(cancellationToken);
        if (!apply)
        {
            context.Output.Show(RetentionView.From(plan), CliJson.Readable.RetentionView, text => RetentionText.Write(text, plan));
            return ExitCodes.Done;
        }

        var report = await account.Retention.ApplyAsync(plan, cancellationToken);
        // The plan was a login of its own, so where LOGIN-DELAY is in force it is in the way of its own application.
        if (report is { Outcome: SyncOutcome.Deferred, NotBefore: { } notBefore })
        {
            context.Output.Note(Say.It(
                $"The server wants a pause between two logins: going on at {notBefore.ToLocalTime():HH:mm:ss}.",
                $"Le serveur demande une pause entre deux connexions : suite à {notBefore.ToLocalTime():HH:mm:ss}."));
            // The server counted from a moment later.
            var pause = notBefore + TimeSpan.FromSeconds(1) - DateTimeOffset.UtcNow;
            if (pause > TimeSpan.Zero) await Task.Delay(pause, cancellationToken);
            report = await account.Retention.ApplyAsync(plan, cancellationToken);
        }

        context.Output.Show(SyncView.From(report), CliJson.Readable.SyncView, text => SyncText.Write(text, report));
        SyncText.NoteProblems(context.Output, report);
        return SyncCommand.ExitCode(report);
    }
}
