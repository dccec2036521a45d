using System.CommandLine;
using Microsoft.Extensions.Options;

namespace AcMail.Cli;

static class AccountsCommand
{
    public static Command Create(Globals globals) =>
        new Command("accounts", Say.It("List the configured accounts.", "Lister les comptes configurés."))
            .Does(globals, (context, _, _) => Task.FromResult(Run(context)));

    static int Run(CliContext context)
    {
        IReadOnlyList<AccountView> accounts = [.. context.Accounts.Names.Select(name => View(context, name))];
        context.Output.Show(accounts, CliJson.Readable.IReadOnlyListAccountView, _ => Write(accounts));
        foreach (var problem in accounts.SelectMany(a => a.Problems)) context.Output.Note(problem.Message);
        return accounts.All(a => a.Valid) ? ExitCodes.Done : ExitCodes.Settings;
    }

    static AccountView View(CliContext context, string name)
    {
        try
        {
            return AccountView.From(name, context.Options(name));
        }
        catch (OptionsValidationException e)
        {
            return AccountView.From(name, SettingsFailure.Each(e));
        }
    }

    static void Write(IReadOnlyList<AccountView> accounts) => Tables.Write(
        [Say.It("Account", "Compte"), Say.It("Protocol", "Protocole"), Say.It("Address", "Adresse"), Say.It("Incoming", "Réception"), Say.It("Outgoing", "Envoi")],
        accounts.Select(a => new[]
        {
            a.Name, a.Valid ? a.Protocol! : Say.It("(invalid)", "(invalide)"), a.EmailAddress ?? "", Server(a.Incoming), Server(a.Outgoing),
        }));

    static string Server(EndpointView? endpoint) => endpoint switch
    {
        null => "",
        { Port: { } port } => $"{endpoint.Host}:{port}",
        _ => endpoint.Host,
    };
}
