using Microsoft.Extensions.Configuration;

namespace AcMail;

/// <summary>What can be wrong in a configuration, in words. Values are not repeated: one of them may be a password in the wrong place.</summary>
static class SectionFailures
{
    public static MailFailure UnknownKey(IConfigurationSection at, IEnumerable<string> known)
    {
        var keys = string.Join(", ", known);
        MailText remedy = Nearest.To(at.Key, known) is { } near
            ? new($"Did you mean '{near}'? The keys known there are: {keys}.", $"Vouliez-vous dire « {near} » ? Les clés connues à cet endroit sont : {keys}.")
            : new($"The keys known there are: {keys}.", $"Les clés connues à cet endroit sont : {keys}.");
        return Failure(at, new("this key is not known.", "cette clé n'est pas connue."), remedy);
    }

    public static MailFailure NotANumber(IConfigurationSection at) =>
        Failure(at, new("this is not a whole number.", "ce n'est pas un nombre entier."), new("Write digits only.", "N'écrivez que des chiffres."));

    public static MailFailure NotADuration(IConfigurationSection at) => Failure(
        at, new("this is not a duration.", "ce n'est pas une durée."), new("Write hours, minutes and seconds as 00:05:00.", "Écrivez heures, minutes et secondes comme 00:05:00."));

    public static MailFailure NotAFlag(IConfigurationSection at) =>
        Failure(at, new("this is neither true nor false.", "ce n'est ni true ni false."), new("Write true or false.", "Écrivez true ou false."));

    public static MailFailure NotOneOf<T>(IConfigurationSection at)
        where T : struct, Enum
    {
        var names = string.Join(", ", Enum.GetNames<T>());
        return Failure(
            at, new("this value is not known.", "cette valeur n'est pas connue."),
            new($"Write one of: {names}.", $"Écrivez l'une de ces valeurs : {names}."));
    }

    public static MailFailure NotAScalar(IConfigurationSection at) => Failure(
        at, new("a single value is expected here.", "une valeur simple est attendue ici."),
        new("Write text, a number, true or false.", "Écrivez un texte, un nombre, true ou false."));

    public static MailFailure NotAnObject(IConfigurationSection at) => Failure(
        at, new("an object with keys is expected here.", "un objet avec des clés est attendu ici."),
        new("Write { \"Key\": … }.", "Écrivez { \"Clé\": … }."));

    public static MailFailure NotAList(IConfigurationSection at) => Failure(
        at, new("a list of texts is expected here.", "une liste de textes est attendue ici."),
        new("Write [ \"…\", \"…\" ].", "Écrivez [ \"…\", \"…\" ]."));

    public static MailFailure NotAListItem(IConfigurationSection at) => Failure(
        at, new("a text in a list is expected here.", "un texte dans une liste est attendu ici."),
        new("Write [ \"…\", \"…\" ].", "Écrivez [ \"…\", \"…\" ]."));

    public static MailFailure NoName(IConfigurationSection at) => Failure(
        at, new("the account has no name.", "le compte n'a pas de nom."),
        new("Write { \"name\": { … } }.", "Écrivez { \"nom\": { … } }."));

    public static MailFailure Missing(IConfigurationSection at) => Failure(
        at, new("the configuration has no such section, or nothing in it.", "la configuration n'a pas cette section, ou elle est vide."),
        new("Check its name and the file, or call AddAcMail without a section.", "Vérifiez son nom et le fichier, ou appelez AddAcMail sans section."));

    static MailFailure Failure(IConfigurationSection at, MailText what, MailText remedy) =>
        new(MailErrorKind.InvalidSettings, new($"{at.Path}: {what.English}", $"{at.Path} : {what.French}"), remedy);
}
