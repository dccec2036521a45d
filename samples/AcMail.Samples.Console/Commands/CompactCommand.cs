using System.CommandLine;
using AcMail.Storage;

namespace AcMail.Cli;

static class CompactCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        return new Command("compact", Say.It(
            "Give back the disk space of messages that are in no mailbox any more. They cannot be had again after it, unless the server has them.",
            "Libérer la place des messages qui ne sont plus dans aucun dossier. Ils seront perdus, sauf si le serveur les a encore."))
        {
            account,
        }.Does(globals, (context, parsed, cancellationToken) => RunAsync(context, parsed.GetRequiredValue(account), cancellationToken));
    }

    static async Task<int> RunAsync(CliContext context, string account, CancellationToken cancellationToken)
    {
        context.Require(account);
        var maintenance = context.Service<IStoreMaintenance>();
        var report = await SingleBar.RunAsync(account, bar =>
            maintenance.CompactAsync(account, bar is null ? null : new StoreCheckBar(bar), cancellationToken));
        context.Output.Show(CompactionView.From(account, report), CliJson.Readable.CompactionView, text => text.Line(
            $"{account}: {Say.It("messages given up", "messages abandonnés")} {report.Contents}, {Say.It("freed", "libéré")} {ByteSize.Of(report.Bytes)}"));
        foreach (var problem in report.Problems) context.Output.Note($"{problem.Where}: {problem.Description}");
        return report.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Problems;
    }
}
