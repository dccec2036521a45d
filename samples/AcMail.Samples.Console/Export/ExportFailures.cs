namespace AcMail.Cli;

static class ExportFailures
{
    const int NoSpace = 28;

    public static MailFailure CannotWrite(Exception e) => e.HResult == NoSpace
        ? new(
            MailErrorKind.StorageFull, new($"The disk is full: {e.Message}", $"Le disque est plein : {e.Message}"),
            new("Free some space and run the export again: it goes on.", "Libérez de la place et relancez l'export : il continuera."))
        : new(
            MailErrorKind.StorageUnavailable, new($"The export cannot be written: {e.Message}", $"L'export ne peut être écrit : {e.Message}"),
            new("Check the directory given with --to.", "Vérifiez le dossier donné avec --to."));

    public static MailFailure NoMbox(string path) => new(
        MailErrorKind.StorageUnavailable,
        new($"{path} is there and is no mbox file; it was left as it is.", $"{path} existe et n'est pas un fichier mbox ; il est resté tel quel."),
        new("Move it away, or give another directory with --to.", "Déplacez-le, ou donnez un autre dossier avec --to."));
}
