using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What a person is told when the in-memory store cannot do something.</summary>
static class StoreFailures
{
    public static MailException ContentNotHeld(ContentKey key) => Of(MailErrorKind.MessageNotFound,
        new($"The content {key} is not held.", $"Le contenu {key} n'est pas présent."), new("", ""));

    public static MailException ContentLost(ContentKey key) => Of(MailErrorKind.StorageUnavailable,
        new($"The content {key} was not stored.", $"Le contenu {key} n'a pas été enregistré."),
        new("Add the content again.", "Ajoutez de nouveau le contenu."));

    public static MailException NoStore(string account) => Of(MailErrorKind.StorageUnavailable,
        new($"There is no replica of {account} in memory.", $"Il n'y a pas de réplica de {account} en mémoire."),
        new("Check the account's name, or synchronise first.", "Vérifiez le nom du compte, ou synchronisez d'abord."));

    public static MailException NoContent(string account) => Of(MailErrorKind.StorageDamaged,
        new($"There is no message content of {account} to rebuild from.", $"Il n'y a de {account} aucun message à partir duquel reconstruire."),
        new("Synchronise again.", "Synchronisez de nouveau."));

    public static MailException InUse(string account) => Of(MailErrorKind.Busy,
        new($"The replica of {account} is in use.", $"Le réplica de {account} est en cours d'utilisation."),
        new("Try again when the other task has finished.", "Réessayez quand l'autre tâche aura terminé."));

    public static MailException Injected(MailErrorKind kind, int commit) => Of(kind,
        new($"Commit {commit} of the in-memory store failed, as the test asked for.",
            $"L'écriture {commit} en mémoire a échoué, comme le test l'a demandé."),
        new("Try again.", "Réessayez."));

    static MailException Of(MailErrorKind kind, MailText message, MailText remedy) => new(new(kind, message, remedy));
}
