using System.CommandLine;
using AcMail.Storage;

namespace AcMail.Cli;

static class DoctorCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var rebuild = new Option<bool>("--rebuild")
        {
            Description = Say.It("Make the state anew from the content alone.", "Refaire l'état à partir du seul contenu."),
        };
        return new Command("doctor", Say.It(
            "Read every byte of the local replica back and compare its hash. Changes nothing without --rebuild.",
            "Relire chaque octet de la copie locale et vérifier son empreinte. Ne change rien sans --rebuild."))
        {
            account, rebuild,
        }.Does(globals, (context, parsed, cancellationToken) =>
            RunAsync(context, parsed.GetRequiredValue(account), parsed.GetValue(rebuild), cancellationToken));
    }

    static async Task<int> RunAsync(CliContext context, string account, bool rebuild, CancellationToken cancellationToken)
    {
        context.Require(account);
        var maintenance = context.Service<IStoreMaintenance>();
        var report = await SingleBar.RunAsync(account, bar =>
        {
            var progress = bar is null ? null : new StoreCheckBar(bar);
            return rebuild
                ? maintenance.RebuildAsync(account, progress, cancellationToken)
                : maintenance.CheckAsync(account, progress, cancellationToken);
        });
        context.Output.Show(DoctorView.From(account, rebuild, report), CliJson.Readable.DoctorView, text => text.Line(
            $"{account}: {Say.It("contents", "contenus")} {report.Contents}, messages {report.Messages}, {ByteSize.Of(report.Bytes)}, " +
            (report.Problems.Count == 0 ? Soundness(rebuild) : $"{Say.It("problems", "problèmes")} {report.Problems.Count}")));
        if (report.UnusedBytes > 0) context.Output.Note(Say.It(
            $"{ByteSize.Of(report.UnusedBytes)} are of messages that are in no mailbox any more; \"acmail compact {account}\" gives them back.",
            $"{ByteSize.Of(report.UnusedBytes)} viennent de messages qui ne sont plus dans aucun dossier ; « acmail compact {account} » libère cette place."));
        if (report.UnknownContents > 0) context.Output.Note(Say.It(
            $"{report.UnknownContents} messages on this disk are in no list. If a crash left them, the next synchronisation lists those that the " +
            "server has. --rebuild lists them all; it is the way where replica.db was put back from a backup.",
            $"{report.UnknownContents} messages présents sur ce disque ne figurent dans aucune liste. Si un arrêt brutal les a laissés, la prochaine " +
            "synchronisation y remet ceux que le serveur possède. --rebuild les y remet tous ; c'est ce qu'il faut si replica.db provient d'une sauvegarde."));
        foreach (var problem in report.Problems) context.Output.Note($"{problem.Where}: {problem.Description}");
        return report.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Problems;
    }

    /// <summary>A rebuild has nothing but the former state by which to know what is missing.</summary>
    static string Soundness(bool rebuild) =>
        rebuild ? Say.It("rebuilt from what is there", "reconstruit à partir de ce qui est là") : Say.It("sound", "sain");
}
