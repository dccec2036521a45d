using System.CommandLine;

namespace AcMail.Cli;

static class DeleteCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        var ids = new Argument<long[]>("ID")
        {
            Arity = ArgumentArity.OneOrMore, Description = Say.It("The messages' ids, as list prints them.", "Les numéros des messages, tels que list les écrit."),
        };
        return new Command("delete", Say.It("Remove messages from their local mailbox (POP3 accounts).", "Retirer des messages de leur dossier local (comptes POP3)."))
        {
            account, ids,
        }.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var deleted = parsed.GetRequiredValue(ids);
            await context.Accounts[parsed.GetRequiredValue(account)].Replica.Actions.DeleteAsync(deleted, forGood: true, cancellationToken);
            context.Output.Show(new(null, deleted), CliJson.Readable.MoveView, text => text.Line(Say.It($"Removed: {deleted.Length}", $"Retirés : {deleted.Length}")));
            return ExitCodes.Done;
        });
    }
}
