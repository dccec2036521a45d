using System.CommandLine;

namespace AcMail.Cli;

static class ListCommand
{
    public static Command Create(Globals globals)
    {
        var (account, mailbox, limit) = (Arguments.Account(), Arguments.Mailbox(), Arguments.Limit());
        var before = new Option<long?>("--before")
        {
            HelpName = "ID",
            Description = Say.It("Only what is older than this message: the next page.", "Seulement ce qui est plus ancien que ce message : la page suivante."),
        };
        return new Command("list", Say.It("List messages, newest first. Works offline.", "Lister les messages, du plus récent au plus ancien. Sans réseau."))
        {
            account, mailbox, limit, before,
        }.Does(globals, async (context, parsed, cancellationToken) => await MessageListing.RunAsync(
            context, parsed.GetRequiredValue(account),
            new()
            {
                Mailbox = parsed.GetValue(mailbox), Limit = parsed.GetValue(limit),
                After = await FindAsync(context.Accounts[parsed.GetRequiredValue(account)], parsed.GetValue(before), cancellationToken),
            },
            cancellationToken));
    }

    static async ValueTask<MessagePosition?> FindAsync(IMailAccount account, long? id, CancellationToken cancellationToken) => id is { } known
        ? MessagePosition.Of(await account.Replica.FindAsync(known, cancellationToken) ?? throw ShowCommand.NotFound(known))
        : null;
}
