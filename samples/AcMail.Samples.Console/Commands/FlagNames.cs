using System.CommandLine;
using System.CommandLine.Parsing;

namespace AcMail.Cli;

/// <summary>Flags as arguments: <c>\Seen</c>, or <c>Seen</c> where a shell eats backslashes, or a keyword.</summary>
static class FlagNames
{
    public static Option<string[]> Option(string name, string description)
    {
        var option = new Option<string[]>(name) { HelpName = "FLAG", Description = description, Arity = ArgumentArity.OneOrMore };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => Read(t.Value) is null)) result.AddError(Unknown(token));
        });
        return option;
    }

    public static MailFlags Read(IEnumerable<string> names) => names.Select(Read).Aggregate(default(MailFlags), (all, flag) => all.Union(flag ?? default));

    static MailFlags? Read(string name) =>
        MailFlags.TryParse($"\\{name}", out var flag) || MailFlags.TryParse(name, out flag) ? flag : null;

    static string Unknown(Token token) => Say.It(
        $"'{token.Value}' is no flag: write \\Seen, \\Answered, \\Flagged, \\Deleted, \\Draft, or a keyword without spaces and accents.",
        $"« {token.Value} » n'est pas un indicateur : écrivez \\Seen, \\Answered, \\Flagged, \\Deleted, \\Draft, ou un mot-clé sans espace ni accent.");
}
