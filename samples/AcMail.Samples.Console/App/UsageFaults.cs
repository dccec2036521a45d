using System.CommandLine.Parsing;

namespace AcMail.Cli;

/// <summary>What is wrong with a command line, in words that do not come from the program's own types.</summary>
static class UsageFaults
{
    public static string Of(ParseError error)
    {
        // Every argument that is not text is a whole number.
        if (!error.Message.Contains(nameof(System) + ".", StringComparison.Ordinal) || error.SymbolResult?.Tokens is not [.., var token]) return error.Message;
        var name = NameOf(error.SymbolResult);
        return Say.It(
            $"'{token.Value}' is no number that {name} can take.", $"« {token.Value} » n'est pas un nombre que {name} accepte.");
    }

    static string NameOf(SymbolResult result) => result switch
    {
        OptionResult option => option.Option.Name,
        { Parent: OptionResult option } => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => "",
    };
}
