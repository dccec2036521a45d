namespace AcMail;

/// <summary>What is worth knowing about a maildrop though nothing failed.</summary>
static class PopNotices
{
    public static MailText ClockBehind(TimeSpan behind) => new(
        $"The computer's clock is at least {Counted.Days(Whole(behind))} behind. No message gets older by it, so the server keeps messages for longer.",
        $"L'horloge de l'ordinateur retarde d'au moins {Counted.Jours(Whole(behind))}. Aucun message ne vieillit d'ici là : le serveur les garde plus longtemps.");

    public static MailText ClockUnsure { get; } = new(
        "The computer's clock has leapt by more than half a year. It is not believed before a day has passed; until then nothing is deleted for its age.",
        "L'horloge de l'ordinateur a avancé de plus de six mois. Elle n'est crue qu'au bout d'un jour ; d'ici là rien n'est supprimé pour son âge.");

    public static MailText AwaitsApply(int messages)
    {
        const string Apply = "nothing happens until the change is applied (acmail retention ACCOUNT plan, then apply; in a program, IMailRetention).",
            Appliquer = "rien ne se passe avant que le changement soit appliqué (acmail retention COMPTE plan, puis apply ; dans un programme, IMailRetention).";
        return messages == 1
            ? new($"By the present rule 1 message could leave the server. It was downloaded under a more careful one: {Apply}",
                $"Selon la règle actuelle, 1 message pourrait quitter le serveur. Il a été reçu sous une règle plus prudente : {Appliquer}")
            : new($"By the present rule {messages} messages could leave the server. They were downloaded under a more careful one: {Apply}",
                $"Selon la règle actuelle, {messages} messages pourraient quitter le serveur. Ils ont été reçus sous une règle plus prudente : {Appliquer}");
    }

    public static MailText Expires(int days) => days == 0
        ? new("The server keeps nothing that was downloaded (EXPIRE 0), whatever the rule here says.",
            "Le serveur ne garde rien de ce qui a été reçu (EXPIRE 0), quelle que soit la règle ici.")
        : new($"The server deletes messages by itself after {Counted.Days(days)} (EXPIRE), which is sooner than the rule here. What is held here stays.",
            $"Le serveur supprime lui-même les messages au bout de {Counted.Jours(days)} (EXPIRE), plus tôt que la règle ici. Ce qui est conservé ici y reste.");

    public static MailText Unidentified { get; } = new(
        "The server has neither unique-ids (UIDL) nor TOP: all messages are downloaded at each synchronisation to find the new ones. IMAP would spare that.",
        "Le serveur n'a ni identifiants uniques (UIDL) ni TOP : tous les messages sont relus à chaque synchronisation pour trouver les nouveaux. IMAP l'éviterait.");

    public static MailText IncompleteListing { get; } = new(
        "The server's counts of messages contradict each other. Nothing was deleted or forgotten on such an answer.",
        "Les nombres de messages annoncés par le serveur se contredisent. Rien n'a été supprimé ni oublié sur une telle réponse.");

    public static MailText PipeliningBroken { get; } = new(
        "The server offers PIPELINING and does not keep its word; messages were fetched one by one.",
        "Le serveur propose PIPELINING sans tenir parole ; les messages ont été lus un par un.");

    public static MailText QuitUnanswered(int messages, string? reply) => new(
        $"The server did not confirm that it deleted {Counted.Messages(messages)}{Words(reply)}. The next synchronisation will see.",
        $"Le serveur n'a pas confirmé la suppression de {Counted.Messages(messages)}{Words(reply)}. La prochaine synchronisation le dira.");

    public static MailText ListedAgain(int messages) => messages == 1
        ? new("The server said that it deleted 1 message, and lists it again. It is held here.",
            "Le serveur a dit avoir supprimé 1 message et l'annonce de nouveau. Il est conservé ici.")
        : new($"The server said that it deleted {messages} messages, and lists them again. They are held here.",
            $"Le serveur a dit avoir supprimé {messages} messages et les annonce de nouveau. Ils sont conservés ici.");

    public static MailText SizesUnknown(int messages) => new(
        $"The server does not say the size of {Counted.Messages(messages)}. What cannot be compared with it is not deleted there.",
        $"Le serveur n'indique pas la taille de {Counted.Messages(messages)}. Ce qui ne peut y être comparé n'y est pas supprimé.");

    public static MailText DeletionsPostponed(int messages) => messages == 1
        ? new("1 more message is due to leave the server; the next synchronisation goes on with it.",
            "1 autre message doit encore quitter le serveur ; la prochaine synchronisation continuera.")
        : new($"{messages} more messages are due to leave the server; the next synchronisation goes on with them.",
            $"{messages} autres messages doivent encore quitter le serveur ; la prochaine synchronisation continuera.");

    static string Words(string? reply) => string.IsNullOrEmpty(reply) ? "" : $" ({reply})";

    static int Whole(TimeSpan time) => (int)Math.Ceiling(time.TotalDays);
}
