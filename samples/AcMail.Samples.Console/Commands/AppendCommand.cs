using System.CommandLine;

namespace AcMail.Cli;

static class AppendCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var files = new Argument<FileInfo[]>("FILE")
        {
            Arity = ArgumentArity.OneOrMore, Description = Say.It("Messages (.eml), one a file.", "Des messages (.eml), un par fichier."),
        };
        files.AcceptExistingOnly();
        var mailbox = new Option<string?>("--mailbox")
        {
            HelpName = "NAME", Description = Say.It("The mailbox. Default: the inbox.", "Le dossier. Par défaut : la boîte de réception."),
        };
        var flags = FlagNames.Option("--flag", Say.It("A flag that the messages get; may repeat.", "Un indicateur à poser ; peut se répéter."));
        return new Command("append", Say.It(
            "Put messages into a mailbox, byte for byte, at once here and at the next sync on the server. Works offline.",
            "Déposer des messages dans un dossier, octet pour octet, ici aussitôt et sur le serveur à la prochaine synchronisation. Sans réseau."))
        {
            account, files, mailbox, flags,
        }.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var actions = context.Accounts[parsed.GetRequiredValue(account)].Replica.Actions;
            var ids = new List<long>();
            foreach (var file in parsed.GetRequiredValue(files))
            {
                await using var content = file.OpenRead();
                ids.Add(await Placing.TryAsync(() => actions.AppendAsync(
                    new(content) { Mailbox = parsed.GetValue(mailbox), Flags = FlagNames.Read(parsed.GetValue(flags) ?? []) }, cancellationToken)));
            }

            return await Placing.ShowAsync(
                context, parsed.GetRequiredValue(account), ids,
                target => Say.It($"Put into {target}: {ids.Count}", $"Déposés dans {target} : {ids.Count}"), cancellationToken);
        });
    }
}
