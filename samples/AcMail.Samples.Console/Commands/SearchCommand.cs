using System.CommandLine;

namespace AcMail.Cli;

static class SearchCommand
{
    public static Command Create(Globals globals)
    {
        var (account, mailbox, limit) = (Arguments.Account(), Arguments.Mailbox(), Arguments.Limit());
        var query = new Argument<string>("QUERY")
        {
            Description = Say.It("Words of subject or addresses; accents and case do not matter.", "Des mots de l’objet ou des adresses ; accents et casse sont indifférents."),
        };
        return new Command("search", Say.It("Search the messages held locally.", "Chercher dans la copie locale."))
        {
            account, query, mailbox, limit,
        }.Does(globals, (context, parsed, cancellationToken) => MessageListing.RunAsync(
            context, parsed.GetRequiredValue(account),
            new() { Text = parsed.GetRequiredValue(query), Mailbox = parsed.GetValue(mailbox), Limit = parsed.GetValue(limit) }, cancellationToken));
    }
}
