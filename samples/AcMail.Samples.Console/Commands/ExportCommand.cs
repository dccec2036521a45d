using System.CommandLine;

namespace AcMail.Cli;

static class ExportCommand
{
    public static Command Create(Globals globals)
    {
        var (account, mailbox) = (Arguments.Account(), Arguments.Mailbox());
        var format = new Option<string>("--format")
        {
            Required = true,
            Description = Say.It(
                "maildir and eml keep the exact bytes; mbox (mboxrd) has its own line ends.",
                "maildir et eml gardent les octets exacts ; mbox (mboxrd) a ses propres fins de ligne."),
        };
        format.AcceptOnlyFromAmong("maildir", "mbox", "eml");
        var to = new Option<string>("--to")
        {
            Required = true, HelpName = "DIR", Description = Say.It("Where to; it is created where it is missing.", "Où ; le dossier est créé s'il manque."),
        };
        return new Command("export", Say.It(
            "Write messages to files. Run again into the same directory, it adds what is new and doubles nothing.",
            "Écrire les messages dans des fichiers. Relancé vers le même dossier, ajoute le nouveau sans rien doubler."))
        {
            account, format, to, mailbox,
        }.Does(globals, (context, parsed, cancellationToken) => RunAsync(
            context, parsed.GetRequiredValue(account), parsed.GetRequiredValue(format), parsed.GetRequiredValue(to), parsed.GetValue(mailbox),
            cancellationToken));
    }

    static async Task<int> RunAsync(
        CliContext context, string account, string format, string to, string? mailbox, CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(to);
        var replica = context.Accounts[account].Replica;
        var mailboxes = await ExportSelection.OfAsync(replica, mailbox, cancellationToken);
        var exporter = new Exporter(replica, ExportFormat.Named(format), directory);
        var results = await SingleBar.RunAsync(account, bar => exporter.RunAsync(mailboxes, bar, cancellationToken));

        var view = new ExportView(
            account, format, directory, results, results.Sum(r => r.Messages), results.Sum(r => r.Bytes), results.Sum(r => r.Failures.Count));
        context.Output.Show(view, CliJson.Readable.ExportView, _ => Tables.Write(
            [Say.It("Mailbox", "Boîte"), Say.It("Messages", "Messages"), Say.It("Written", "Écrits"), Say.It("Bytes", "Octets"), Say.It("Failed", "Échecs"), Say.It("Path", "Chemin")],
            results.Select(r => new[] { r.Name, $"{r.Messages}", $"{r.Written}", ByteSize.Of(r.Bytes), $"{r.Failures.Count}", r.Path })));
        foreach (var result in results)
            foreach (var (_, uid, failure) in result.Failures) context.Output.Note($"{result.Name}/{uid}: {failure.Message} {failure.Remedy}".TrimEnd());
        return view.Failed == 0 ? ExitCodes.Done : ExitCodes.Problems;
    }
}
