namespace AcMail;

/// <summary>What an action cannot be called with, in words for a person: applications show them.</summary>
static class ActionArguments
{
    /// <summary>A server says itself what is too long; without one, nobody would.</summary>
    const int LongestLocalName = 1000;

    public static ArgumentException InboxKeepsItsName(string parameter) => Of(parameter, new(
        "The inbox is not to be renamed: a server would move its messages instead.",
        "La boîte de réception ne se renomme pas : un serveur en déplacerait plutôt les messages."));

    public static ArgumentException InboxStays(string parameter) => Of(parameter, new(
        "The inbox cannot be deleted.", "La boîte de réception ne peut pas être supprimée."));

    public static ArgumentException Below(string name, string former, string parameter)
    {
        (name, former) = (MailboxNames.Shorten(name), MailboxNames.Shorten(former));
        return Of(parameter, new($"'{name}' lies below '{former}'.", $"« {name} » est placé sous « {former} »."));
    }

    public static ArgumentException NoRole(MailboxRole role, string parameter) => Of(parameter, new(
        $"No mailbox has the role {role}: name the mailbox, or its role.", $"Aucun dossier n'a le rôle {role} : nommez le dossier, ou son rôle."));

    public static ArgumentException NoKeyword(MailFlags flags, string parameter) => Of(parameter, new(
        $"A keyword among '{flags}' is no atom.", $"Un mot-clé parmi « {flags} » contient des caractères qu'un mot-clé ne peut pas avoir."));

    /// <summary>Sees to it that a mailbox may be given a name.</summary>
    /// <exception cref="ArgumentException">It may not.</exception>
    public static void CheckNewName(string name, char? delimiter, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        // Before the first synchronisation nobody knows the delimiter; '.' may be part of a name then, as in "Dr.".
        if (string.IsNullOrWhiteSpace(name) || !MailboxNames.IsText(name) || name.Split(delimiter ?? '/').Contains("")) throw NoName(name, parameter);
    }

    /// <summary>Sees to it that a mailbox that no server has may be given a name.</summary>
    /// <exception cref="ArgumentException">It may not.</exception>
    public static void CheckNewLocalName(string name, char? delimiter, string parameter)
    {
        CheckNewName(name, delimiter, parameter);
        if (name.Length <= LongestLocalName) return;
        var (told, length) = (MailboxNames.Shorten(name), name.Length);
        throw Of(parameter, new(
            $"'{told}' is too long a name for a mailbox: it has {length} characters, and {LongestLocalName} are allowed.",
            $"« {told} » est un nom de dossier trop long : il a {length} caractères, et {LongestLocalName} sont permis."));
    }

    /// <summary>Sees to it that something names a mailbox.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static void CheckName(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length == 0) throw NoName(name, parameter);
    }

    static ArgumentException NoName(string name, string parameter)
    {
        name = MailboxNames.Shorten(name);
        return Of(parameter, new($"'{name}' is no name for a mailbox.", $"« {name} » n'est pas un nom de dossier."));
    }

    static ArgumentException Of(string parameter, MailText text) => new(text.ToString(), parameter);
}
