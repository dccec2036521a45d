using System.CommandLine;

namespace AcMail.Cli;

static class MoveCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var ids = new Argument<long[]>("ID")
        {
            Arity = ArgumentArity.OneOrMore, Description = Say.It("The messages' ids, as list prints them.", "Les numéros des messages, tels que list les écrit."),
        };
        var to = new Option<string>("--to")
        {
            Required = true, HelpName = "NAME",
            Description = Say.It("The local mailbox; it is created where it is missing.", "Le dossier local ; il est créé s’il n’existe pas."),
        };
        return new Command("move", Say.It("Move messages to another local mailbox (POP3 accounts).", "Déplacer des messages vers un autre dossier local (comptes POP3)."))
        {
            account, ids, to,
        }.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var (moved, mailbox) = (parsed.GetRequiredValue(ids), parsed.GetRequiredValue(to));
            await context.Accounts[parsed.GetRequiredValue(account)].Replica.Actions.MoveAsync(moved, mailbox, cancellationToken);
            context.Output.Show(new(mailbox, moved), CliJson.Readable.MoveView, text => text.Line(Say.It($"Moved to {mailbox}: {moved.Length}", $"Déplacés vers {mailbox} : {moved.Length}")));
            return ExitCodes.Done;
        });
    }
}
