using System.Text.Json;

namespace AcMail.Cli;

/// <summary>What can be wrong with the configuration as a whole.</summary>
static class ConfigurationFailures
{
    static readonly MailText Name = new("Name a file with --config FILE.", "Indiquez un fichier avec --config FICHIER.");

    public static MailException NoneFound(string file) => Failure(new($"There is no {file}.", $"{file} n'existe pas."), Name);

    public static MailException Unreadable(string file, Exception reason) => reason is FileNotFoundException or DirectoryNotFoundException
        ? NoneFound(file)
        : Failure(new($"{file} cannot be read: {reason.Message}", $"{file} est illisible : {reason.Message}"), Name);

    public static MailException NotUtf8(string file) => Failure(
        new($"{file} is not UTF-8.", $"{file} n'est pas en UTF-8."),
        new("Save it as UTF-8; accents in it may be wrong otherwise.", "Enregistrez-le en UTF-8 ; sinon, ses accents peuvent être faux."));

    public static MailException NoSection(string file) => Failure(
        new($"{file} has no section AcMail.", $"{file} n'a pas de section AcMail."),
        new("Write { \"AcMail\": { \"Accounts\": { … } } }.", "Écrivez { \"AcMail\": { \"Accounts\": { … } } }."));

    public static MailException NoAccount() => Failure(
        new("No account is configured.", "Aucun compte n'est configuré."),
        new("Write one into AcMail:Accounts.", "Ajoutez-en un dans AcMail:Accounts."));

    public static MailException Malformed(string file, Exception reason)
    {
        if (reason is not JsonException { LineNumber: { } line })
            return Failure(new($"{file} is malformed: {reason.Message}", $"{file} est mal formé : {reason.Message}"), Correct);
        return Failure(
            new($"{file} is not valid JSON: line {line + 1}.", $"{file} n'est pas du JSON valide : ligne {line + 1}."), Correct);
    }

    static MailText Correct => new("Correct the file.", "Corrigez le fichier.");

    static MailException Failure(MailText message, MailText remedy) => new(new(MailErrorKind.InvalidSettings, message, remedy));
}
