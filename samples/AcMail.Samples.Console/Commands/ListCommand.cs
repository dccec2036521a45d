using System.CommandLine;

namespace AcMail.Cli;

static class ListCommand
{
    public static Command Create(Globals globals)
    {
        var (account, mailbox, limit) = (Arguments.Account(), Arguments.Mailbox(), Arguments.Limit());
        return new Command("list", Say.It("List messages, newest first. Works offline.", "Lister les messages, du plus récent au plus ancien. Sans réseau."))
        {
            account, mailbox, limit,
        }.Does(globals, (context, parsed, cancellationToken) => MessageListing.RunAsync(
            context, parsed.GetRequiredValue(account),
            new() { Mailbox = parsed.GetValue(mailbox), Limit = parsed.GetValue(limit) }, cancellationToken));
    }
}
