using System.CommandLine;

namespace AcMail.Cli;

static class DeleteCommand
{
    public static Command Create(Globals globals)
    {
        var (account, ids) = (Arguments.Account(), Arguments.Ids());
        var forGood = new Option<bool>("--for-good")
        {
            Description = Say.It("Past the trash: nothing brings them back.", "Sans passer par la corbeille : rien ne les ramène."),
        };
        return new Command("delete", Say.It(
            "Move messages to the trash, and delete those that are there for good; on the server at the next sync. Works offline.",
            "Mettre des messages à la corbeille, et supprimer pour de bon ceux qui y sont ; sur le serveur à la prochaine synchronisation. Sans réseau."))
        {
            account, ids, forGood,
        }.Does(globals, async (context, parsed, cancellationToken) =>
        {
            long[] deleted = [.. parsed.GetRequiredValue(ids).Distinct()];
            await context.Accounts[parsed.GetRequiredValue(account)].Replica.Actions.DeleteAsync(deleted, parsed.GetValue(forGood), cancellationToken);
            return await Placing.ShowAsync(
                context, parsed.GetRequiredValue(account), deleted,
                trash => trash is null
                    ? Say.It($"Deleted for good: {deleted.Length}", $"Supprimés pour de bon : {deleted.Length}")
                    : Say.It($"Deleted (in {trash}): {deleted.Length}", $"Supprimés (dans {trash}) : {deleted.Length}"),
                cancellationToken);
        });
    }
}
