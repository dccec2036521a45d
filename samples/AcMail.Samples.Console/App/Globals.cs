using System.CommandLine;

namespace AcMail.Cli;

/// <summary>The options that every command has.</summary>
sealed class Globals
{
    public Option<string?> Config { get; } = new("--config")
    {
        HelpName = "FILE",
        Recursive = true,
        Description = Say.It(
            "The settings, JSON with a section AcMail. Default: appsettings.json. ACMAIL_* variables come on top.",
            "Les réglages, JSON avec une section AcMail. Par défaut : appsettings.json. Les variables ACMAIL_* priment."),
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Recursive = true,
        Description = Say.It("Print one JSON document on standard output.", "Écrire un document JSON sur la sortie standard."),
    };

    /// <summary>A command line that cannot be parsed may still have asked for JSON.</summary>
    public bool WantsJson(ParseResult parsed) => parsed.Errors.Count == 0 ? parsed.GetValue(Json) : parsed.Tokens.Any(t => t.Value == Json.Name);
}
