using System.CommandLine;

namespace AcMail.Cli;

/// <summary>Creates, renames and deletes mailboxes, and subscribes to them.</summary>
static class MailboxCommand
{
    public static Command Create(Globals globals) => new("mailbox", Say.It(
        "Create, rename, delete mailboxes or subscribe to them, at once here and at the next sync on the server. Works offline.",
        "Créer, renommer, supprimer des dossiers ou s'y abonner, ici aussitôt et sur le serveur à la prochaine synchronisation. Sans réseau."))
    {
        Verb(
            globals, "create", Say.It("Create a mailbox, and those above it that are missing.", "Créer un dossier, et ceux qui manquent au-dessus."),
            (actions, name, cancellationToken) => actions.CreateAsync(name, cancellationToken)),
        Rename(globals),
        Verb(globals, "delete", Say.It("Delete an empty mailbox.", "Supprimer un dossier vide."), async (actions, name, cancellationToken) =>
        {
            await actions.DeleteAsync(name, cancellationToken);
            return name;
        }),
        Subscription(globals, "subscribe", Say.It("Subscribe to a mailbox.", "S'abonner à un dossier."), subscribed: true),
        Subscription(globals, "unsubscribe", Say.It("End the subscription to a mailbox.", "Se désabonner d'un dossier."), subscribed: false),
    };

    static Command Rename(Globals globals)
    {
        var newName = Name("NEW-NAME");
        return Verb(
            globals, "rename", Say.It("Rename a mailbox and with it those below.", "Renommer un dossier, et avec lui ceux au-dessous."),
            async (actions, name, renamed, cancellationToken) =>
            {
                await actions.RenameAsync(name, renamed!, cancellationToken);
                return renamed!;
            },
            newName);
    }

    static Command Subscription(Globals globals, string verb, string description, bool subscribed) =>
        Verb(globals, verb, description, async (actions, name, cancellationToken) =>
        {
            await actions.SubscribeAsync(name, subscribed, cancellationToken);
            return name;
        });

    static Command Verb(
        Globals globals, string verb, string description, Func<IMailboxActions, string, CancellationToken, ValueTask<string>> act) =>
        Verb(globals, verb, description, (actions, name, _, cancellationToken) => act(actions, name, cancellationToken), null);

    static Command Verb(
        Globals globals, string verb, string description, Func<IMailboxActions, string, string?, CancellationToken, ValueTask<string>> act,
        Argument<string>? newName)
    {
        var (account, name) = (Arguments.Account(), Name("NAME"));
        var command = new Command(verb, description) { account, name };
        if (newName is not null) command.Arguments.Add(newName);
        return command.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var actions = context.Accounts[parsed.GetRequiredValue(account)].Replica.MailboxActions;
            var mailbox = await TryAsync(() => act(
                actions, parsed.GetRequiredValue(name), newName is null ? null : parsed.GetValue(newName), cancellationToken));
            context.Output.Show(new(verb, mailbox), CliJson.Readable.MailboxChangeView, text => text.Line(Say.It($"Done: {mailbox}", $"Fait : {mailbox}")));
            return ExitCodes.Done;
        });
    }

    /// <summary>What no mailbox can be called, and what cannot be done to the inbox, is a matter of the command line.</summary>
    static async Task<string> TryAsync(Func<ValueTask<string>> act)
    {
        try
        {
            return await act();
        }
        catch (ArgumentException)
        {
            throw new UsageException(Say.It(
                "That name is none, lies below the mailbox itself, or the mailbox is the inbox, which keeps its name and stays.",
                "Ce nom n'en est pas un, ou est placé sous le dossier lui-même, ou le dossier est la boîte de réception, qui garde son nom et reste."));
        }
    }

    static Argument<string> Name(string name) => new(name)
    {
        Description = Say.It(
            "A mailbox, with the account's delimiter between levels.", "Un dossier, avec le séparateur du compte entre les niveaux."),
    };
}
