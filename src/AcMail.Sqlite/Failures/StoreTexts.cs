namespace AcMail.Sqlite;

/// <summary>What a person is told when a store cannot be used.</summary>
static class StoreTexts
{
    public static MailException Foreign(string path) => Of(MailErrorKind.StorageForeign,
        new($"{path} is not a replica of this library. It was not changed.", $"{path} n'est pas un réplica de cette bibliothèque. Il n'a pas été modifié."),
        new("Choose another directory or move the file away.", "Choisissez un autre dossier ou déplacez le fichier."));

    public static MailException Newer(string path, long version) => Of(MailErrorKind.StorageForeign,
        new($"{path} was written by a newer version (schema {version}). It was not changed.",
            $"{path} a été écrit par une version plus récente (schéma {version}). Il n'a pas été modifié."),
        new("Update this program.", "Mettez ce programme à jour."));

    public static MailException Damaged(string where, Exception? cause = null) => Of(MailErrorKind.StorageDamaged,
        new($"{where} is damaged.", $"{where} est endommagé."), Rebuild, cause);

    public static MailException DatabaseMissing(string path) => Of(MailErrorKind.StorageDamaged,
        new($"{path} is missing or empty, and there is message content beside it.",
            $"{path} est absent ou vide, alors que des messages se trouvent à côté."), Rebuild);

    public static MailException Truncated(string path, long expected, long found) => Of(MailErrorKind.StorageDamaged,
        new($"{path} ends at byte {found}, {expected} were written.", $"{path} s'arrête à l'octet {found}, {expected} avaient été écrits."), Rebuild);

    public static MailException Full(string where, Exception cause) => Of(MailErrorKind.StorageFull,
        new($"The disk of {where} is full.", $"Le disque de {where} est plein."),
        new("Make room and try again; nothing was lost.", "Libérez de la place et réessayez ; rien n'a été perdu."), cause);

    public static MailException Unavailable(string where, Exception cause) => Of(MailErrorKind.StorageUnavailable,
        new($"{where} cannot be read or written: {Reason(where, cause).English}.", $"{where} ne peut être lu ou écrit : {Reason(where, cause).French}."),
        new("Check the permissions and the disk.", "Vérifiez les droits et le disque."), cause);

    public static MailException TooManyFiles(string where, Exception cause) => Of(MailErrorKind.StorageUnavailable,
        new($"{where} cannot be opened: this program, or the system, has too many files open.",
            $"{where} ne peut être ouvert : ce programme, ou le système, a trop de fichiers ouverts."),
        new("Let it open more (ulimit -n; LimitNOFILE= of a systemd service), or have it keep fewer accounts.",
            "Autorisez-en davantage (ulimit -n ; LimitNOFILE= d'un service systemd), ou confiez-lui moins de comptes."), cause);

    public static MailException NoLibrary(Exception cause) => Of(MailErrorKind.StorageUnavailable,
        new($"The SQLite library ({Library}), without which no replica can be opened, cannot be loaded.",
            $"La bibliothèque SQLite ({Library}), sans laquelle aucun réplica ne peut être ouvert, ne peut être chargée."),
        new("Leave that file beside the program when you copy it; publish an application for the system on which it runs (dotnet publish -r RID).",
            "Laissez ce fichier à côté du programme quand vous le copiez ; publiez une application pour le système où elle tourne (dotnet publish -r RID)."), cause);

    static string Library => OperatingSystem.IsWindows() ? "e_sqlite3.dll" : OperatingSystem.IsMacOS() ? "libe_sqlite3.dylib" : "libe_sqlite3.so";

    public static MailException NoLocks(string folder) => Of(MailErrorKind.StorageUnavailable,
        new($"Files in {folder} cannot be locked, so that two programs could write over each other. It was not changed.",
            $"Les fichiers de {folder} ne peuvent être verrouillés : deux programmes pourraient écraser leurs données. Rien n'a été modifié."),
        new("Choose a directory on a local disk, or one whose file system has locks (on NFS, lockd must run; DOTNET_SYSTEM_IO_DISABLEFILELOCKING must not be set).",
            "Choisissez un dossier sur un disque local, ou dont le système de fichiers connaît les verrous (sous NFS, lockd doit tourner ; " +
            "DOTNET_SYSTEM_IO_DISABLEFILELOCKING ne doit pas être défini)."));

    public static MailException InUse(string where, Exception? cause = null) => Of(MailErrorKind.Busy,
        new($"{where} is in use.", $"{where} est en cours d'utilisation."),
        new("Try again when the other program or task has finished.", "Réessayez quand l'autre programme ou tâche aura terminé."), cause);

    public static MailException NoStore(string folder) => Of(MailErrorKind.StorageUnavailable,
        new($"There is no replica in {folder}.", $"Il n'y a pas de réplica dans {folder}."),
        new("Check the directory and the account's name, or synchronise first.", "Vérifiez le dossier et le nom du compte, ou synchronisez d'abord."));

    public static MailException NoContent(string folder) => Of(MailErrorKind.StorageDamaged,
        new($"There is no message content in {folder} to rebuild from.", $"Il n'y a dans {folder} aucun message à partir duquel reconstruire."),
        new("Move the folder away and synchronise again.", "Déplacez le dossier et synchronisez de nouveau."));

    public static MailException ContentNotHeld(string key) => Of(MailErrorKind.MessageNotFound,
        new($"The content {key} is not held.", $"Le contenu {key} n'est pas présent."), new("", ""));

    public static MailException ContentLost(string key) => Of(MailErrorKind.StorageUnavailable,
        new($"The content {key} was not stored: a write before failed.", $"Le contenu {key} n'a pas été enregistré : une écriture a échoué auparavant."),
        new("Add the content again.", "Ajoutez de nouveau le contenu."));

    static MailText Rebuild => new(
        "Run \"acmail doctor ACCOUNT --rebuild\", or call IStoreMaintenance.RebuildAsync: it restores the state from the message content.",
        "Lancez « acmail doctor COMPTE --rebuild », ou appelez IStoreMaintenance.RebuildAsync : l'état est restauré à partir des messages.");

    static MailText Reason(string where, Exception cause)
    {
        if (cause is UnauthorizedAccessException) return new("access is denied", "l'accès est refusé");
        if (cause is DirectoryNotFoundException) return new("a folder on the way to it is missing", "un dossier de ce chemin est absent");
        var words = cause.Message.Replace($" : '{where}'", "", StringComparison.Ordinal).TrimEnd('.');
        return new($"the system says “{words}”", $"le système dit « {words} »");
    }

    static MailException Of(MailErrorKind kind, MailText message, MailText remedy, Exception? cause = null) => new(new(kind, message, remedy), cause);
}
