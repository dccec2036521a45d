using System.CommandLine;

namespace AcMail.Cli;

static class SearchCommand
{
    public static Command Create(Globals globals)
    {
        var (account, mailbox, limit) = (Arguments.Account(), Arguments.Mailbox(), Arguments.Limit());
        var query = new Argument<string>("QUERY")
        {
            Description = Say.It("Words of subject, addresses or text; accents and case do not matter.", "Des mots de l'objet, des adresses ou du texte ; accents et casse sont indifférents."),
        };
        return new Command("search", Say.It("Search the messages held locally.", "Chercher dans la copie locale."))
        {
            account, query, mailbox, limit,
        }.Does(globals, async (context, parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(account);
            try
            {
                await IndexAsync(name, context.Accounts[name].Replica, cancellationToken);
            }
            catch (MailException e) when (e.Failure.Kind == MailErrorKind.StorageUnavailable)
            {
                // On a disk that takes nothing, what was read before can be searched, and subjects and addresses.
                context.Output.Note(name, e.Failure);
            }

            return await MessageListing.RunAsync(
                context, name,
                new() { Text = parsed.GetRequiredValue(query), Mailbox = parsed.GetValue(mailbox), Limit = parsed.GetValue(limit) }, cancellationToken);
        });
    }

    /// <summary>The text of what came since the last search has to be read first.</summary>
    static Task<bool> IndexAsync(string account, IMailReplica replica, CancellationToken cancellationToken) => SingleBar.RunAsync(account, async bar =>
    {
        await replica.IndexAsync(bar is null ? null : new IndexBar(account, bar), cancellationToken);
        return true;
    });
}
