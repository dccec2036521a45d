using System.CommandLine;

namespace AcMail.Cli;

static class MailboxesCommand
{
    public static Command Create(Globals globals)
    {
        var account = Arguments.Account();
        return new Command("mailboxes", Say.It("List the mailboxes held locally.", "Lister les dossiers de la copie locale."))
        {
            account,
        }.Does(globals, (context, parsed, cancellationToken) => RunAsync(context, parsed.GetRequiredValue(account), cancellationToken));
    }

    static async Task<int> RunAsync(CliContext context, string account, CancellationToken cancellationToken)
    {
        var mailboxes = await context.Accounts[account].Replica.GetMailboxesAsync(cancellationToken);
        IReadOnlyList<MailboxView> views = [.. mailboxes.Select(MailboxView.From)];
        context.Output.Show(views, CliJson.Readable.IReadOnlyListMailboxView, _ => Tables.Write(
            [Say.It("Mailbox", "Boîte"), Say.It("Role", "Rôle"), Say.It("Messages", "Messages"), Say.It("Unseen", "Non lus")],
            views.Select(m => new[] { m.Name, m.Role == "none" ? "" : m.Role, $"{m.Messages}", $"{m.Unseen}" })));
        return ExitCodes.Done;
    }
}
