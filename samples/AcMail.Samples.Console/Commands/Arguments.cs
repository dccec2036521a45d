using System.CommandLine;
using System.Globalization;

namespace AcMail.Cli;

/// <summary>Arguments and options that several commands have.</summary>
static class Arguments
{
    public static Argument<string> Account() => new("ACCOUNT")
    {
        Description = Say.It("The account's name in the configuration.", "Le nom du compte dans la configuration."),
    };

    public static Argument<long[]> Ids() => new("ID")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = Say.It("The messages' ids, as list prints them.", "Les numéros des messages, tels que list les écrit."),
    };

    public static Option<string?> Mailbox() => new("--mailbox")
    {
        HelpName = "NAME",
        Description = Say.It("Only this mailbox. Default: all.", "Seulement ce dossier. Par défaut : tous."),
    };

    public static Option<int?> Limit()
    {
        var limit = new Option<int?>("--limit")
        {
            HelpName = "N",
            Description = Say.It("At most the newest N messages.", "Au plus les N messages les plus récents."),
        };
        limit.Validators.Add(result =>
        {
            // Asking for the value of what is no number throws; that it is none is told anyway.
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number < 1)
                result.AddError(Say.It("--limit must be 1 or more.", "--limit doit valoir au moins 1."));
        });
        return limit;
    }
}
