using System.CommandLine;

namespace AcMail.Cli;

/// <summary><c>move</c> and <c>copy</c>.</summary>
static class MoveCommand
{
    public static Command CreateMove(Globals globals) => Create(
        globals, "move",
        Say.It(
            "Move messages to another mailbox, at once here and at the next sync on the server. Works offline.",
            "Déplacer des messages vers un autre dossier, ici aussitôt et sur le serveur à la prochaine synchronisation. Sans réseau."),
        async (actions, ids, mailbox, cancellationToken) =>
        {
            await actions.MoveAsync(ids, mailbox, cancellationToken);
            return ids;
        },
        (mailbox, count) => Say.It($"Moved to {mailbox}: {count}", $"Déplacés vers {mailbox} : {count}"));

    public static Command CreateCopy(Globals globals) => Create(
        globals, "copy",
        Say.It(
            "Copy messages to another mailbox, at once here and at the next sync on the server. Works offline. Prints the ids of the copies.",
            "Copier des messages dans un autre dossier, ici aussitôt et sur le serveur à la prochaine synchronisation. Sans réseau. Écrit les numéros des copies."),
        (actions, ids, mailbox, cancellationToken) => actions.CopyAsync(ids, mailbox, cancellationToken),
        (mailbox, count) => Say.It($"Copied to {mailbox}: {count}", $"Copiés dans {mailbox} : {count}"));

    static Command Create(
        Globals globals, string name, string description,
        Func<IMailActions, long[], string, CancellationToken, ValueTask<IReadOnlyList<long>>> act, Func<string?, int, string> tell)
    {
        var (account, ids) = (Arguments.Account(), Arguments.Ids());
        var to = new Option<string>("--to")
        {
            Required = true, HelpName = "NAME",
            Description = Say.It(
                "The mailbox; in a POP3 account it is created where it is missing.", "Le dossier ; dans un compte POP3, il est créé s'il n'existe pas."),
        };
        return new Command(name, description) { account, ids, to }.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var actions = context.Accounts[parsed.GetRequiredValue(account)].Replica.Actions;
            var placed = await Placing.TryAsync(
                () => act(actions, [.. parsed.GetRequiredValue(ids).Distinct()], parsed.GetRequiredValue(to), cancellationToken));
            return await Placing.ShowAsync(
                context, parsed.GetRequiredValue(account), placed, mailbox => tell(mailbox, placed.Count), cancellationToken);
        });
    }
}
