using System.CommandLine;
using System.CommandLine.Parsing;

namespace AcMail.Cli;

/// <summary>What the command line says of the message to send: a finished one, or its parts.</summary>
sealed class DraftOptions
{
    readonly Option<string?> _eml = new("--eml") { HelpName = "FILE", Description = Say.It("A finished message.", "Un message tout prêt.") };
    readonly Option<string[]> _to = new("--to") { HelpName = "ADDRESS", Description = Say.It("A recipient; may be repeated.", "Un destinataire ; peut être répété.") };
    readonly Option<string?> _subject = new("--subject") { HelpName = "TEXT", Description = Say.It("The subject.", "L'objet.") };
    readonly Option<string?> _body = new("--body-file") { HelpName = "FILE", Description = Say.It("The text, UTF-8; - is standard input.", "Le texte, en UTF-8 ; - est l'entrée standard.") };
    readonly Option<string[]> _attach = new("--attach") { HelpName = "FILE", Description = Say.It("An attachment; may be repeated.", "Une pièce jointe ; peut être répétée.") };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_eml, _to, _subject, _body, _attach]) command.Options.Add(option);
        command.Validators.Add(Check);
    }

    public Draft Read(ParseResult parsed) => new(
        parsed.GetValue(_eml), parsed.GetValue(_to) ?? [], parsed.GetValue(_subject) ?? "", parsed.GetValue(_body), parsed.GetValue(_attach) ?? []);

    void Check(CommandResult result)
    {
        var eml = result.GetResult(_eml) is not null;
        var parts = ((Option[])[_to, _subject, _body, _attach]).Any(o => result.GetResult(o) is not null);
        var whole = ((Option[])[_to, _subject, _body]).All(o => result.GetResult(o) is not null);
        if (eml == parts || (parts && !whole))
            result.AddError(Say.It(
                "Give either --eml FILE, or --to ADDRESS --subject TEXT --body-file FILE.",
                "Donnez soit --eml FICHIER, soit --to ADRESSE --subject TEXTE --body-file FICHIER."));
    }
}
