using System.CommandLine;
using System.Runtime.CompilerServices;

namespace AcMail.Cli;

static class MarkCommand
{
    public static Command Create(Globals globals)
    {
        var (account, ids) = (Arguments.Account(), Arguments.Ids());
        var add = FlagNames.Option("--add", Say.It("A flag that the messages get; may repeat.", "Un indicateur à poser ; peut se répéter."));
        var remove = FlagNames.Option("--remove", Say.It("A flag that they lose; may repeat.", "Un indicateur à retirer ; peut se répéter."));
        var command = new Command("mark", Say.It(
            "Set and clear flags, at once here and at the next sync on the server. Works offline.",
            "Poser et retirer des indicateurs, ici aussitôt et sur le serveur à la prochaine synchronisation. Sans réseau."))
        {
            account, ids, add, remove,
        };
        command.Validators.Add(result =>
        {
            if (!result.Errors.Any() && (result.GetValue(add) ?? []).Length + (result.GetValue(remove) ?? []).Length == 0)
                result.AddError(Say.It("Say what to do: --add FLAG or --remove FLAG.", "Dites quoi faire : --add FLAG ou --remove FLAG."));
        });
        return command.Does(globals, (context, parsed, cancellationToken) => RunAsync(
            context, parsed.GetRequiredValue(account), parsed.GetRequiredValue(ids), FlagNames.Read(parsed.GetValue(add) ?? []),
            FlagNames.Read(parsed.GetValue(remove) ?? []), cancellationToken));
    }

    static async Task<int> RunAsync(
        CliContext context, string name, long[] ids, MailFlags add, MailFlags remove, CancellationToken cancellationToken)
    {
        var account = context.Accounts[name];
        await account.Replica.Actions.MarkAsync(ids, add, remove, cancellationToken);
        return await MessageListing.RunAsync(context, Find(account, ids, cancellationToken));
    }

    static async IAsyncEnumerable<MessageInfo> Find(
        IMailAccount account, long[] ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in ids.Distinct())
            if (await account.Replica.FindAsync(id, cancellationToken) is { } message) yield return message;
    }
}
