namespace AcMail;

/// <summary>Words for <see cref="MaildropReason"/>.</summary>
public static class MaildropReasonExtensions
{
    /// <summary>The reason of one message, in English and French.</summary>
    /// <param name="reason">The reason.</param>
    public static MailText ToText(this MaildropReason reason) => reason switch
    {
        MaildropReason.New => new("new: fetched", "nouveau : récupéré"),
        MaildropReason.TooLarge => new("above the size limit: its header is fetched", "au-dessus de la taille maximale : son en-tête est récupéré"),
        MaildropReason.Incomplete => new("its header was held: the rest is fetched", "son en-tête était conservé : le reste est récupéré"),
        MaildropReason.Expiring => new("the server will delete it soon: fetched", "le serveur va bientôt le supprimer : récupéré"),
        MaildropReason.Unidentified => new("known by its content only: fetched", "reconnaissable à son seul contenu : récupéré"),
        MaildropReason.SizeChanged => new("its size changed: compared", "sa taille a changé : comparé"),
        MaildropReason.Reappeared => new("it had disappeared and is back", "il avait disparu et revient"),
        MaildropReason.NotDeleted => new("deletion was asked for and it is listed: compared", "sa suppression était demandée et il est listé : comparé"),
        MaildropReason.SizeUnknown => new("its size was never noted: compared", "sa taille n'avait pas été notée : comparé"),
        MaildropReason.NotHeld => new("stays: not all of it is held here", "reste : il n'est pas entièrement conservé ici"),
        MaildropReason.InDoubt => new("stays: in doubt", "reste : dans le doute"),
        MaildropReason.Forever => new("stays: everything is left on the server", "reste : tout est laissé sur le serveur"),
        MaildropReason.WithinDays => new("stays: its days are not over", "reste : ses jours ne sont pas écoulés"),
        MaildropReason.AmongNewest => new("stays: one of the newest", "reste : l'un des plus récents"),
        MaildropReason.RoomLeft => new("stays: there is room", "reste : il y a de la place"),
        MaildropReason.HeldLocally => new("stays: a local mailbox holds it", "reste : un dossier local le contient"),
        MaildropReason.AwaitsApply => new("stays: the changed rule was not applied to it", "reste : la nouvelle règle ne lui a pas été appliquée"),
        MaildropReason.NotPlanned => new("stays: not part of the plan", "reste : hors du plan"),
        _ => new("due: deleted from the server", "échu : supprimé du serveur"),
    };

    /// <summary>The reason of a number of messages, to be put after that number.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="messages">How many messages it is the reason of.</param>
    public static MailText ToText(this MaildropReason reason, int messages)
    {
        var (one, several) = (reason.ToText(), OfSeveral(reason));
        // In French, 0 is singular.
        return new(messages == 1 ? one.English : several.English, messages < 2 ? one.French : several.French);
    }

    static MailText OfSeveral(MaildropReason reason) => reason switch
    {
        MaildropReason.New => new("new: fetched", "nouveaux : récupérés"),
        MaildropReason.TooLarge => new("above the size limit: their headers are fetched", "au-dessus de la taille maximale : leurs en-têtes sont récupérés"),
        MaildropReason.Incomplete => new("their headers were held: the rest is fetched", "leurs en-têtes étaient conservés : le reste est récupéré"),
        MaildropReason.Expiring => new("the server will delete them soon: fetched", "le serveur va bientôt les supprimer : récupérés"),
        MaildropReason.Unidentified => new("known by their content only: fetched", "reconnaissables à leur seul contenu : récupérés"),
        MaildropReason.SizeChanged => new("their sizes changed: compared", "leurs tailles ont changé : comparés"),
        MaildropReason.Reappeared => new("they had disappeared and are back", "ils avaient disparu et reviennent"),
        MaildropReason.NotDeleted => new(
            "deletion was asked for and they are listed: compared", "leur suppression était demandée et ils sont listés : comparés"),
        MaildropReason.SizeUnknown => new("their sizes were never noted: compared", "leurs tailles n'avaient pas été notées : comparés"),
        MaildropReason.NotHeld => new("stay: not all of each is held here", "restent : ils ne sont pas entièrement conservés ici"),
        MaildropReason.InDoubt => new("stay: in doubt", "restent : dans le doute"),
        MaildropReason.Forever => new("stay: everything is left on the server", "restent : tout est laissé sur le serveur"),
        MaildropReason.WithinDays => new("stay: their days are not over", "restent : leurs jours ne sont pas écoulés"),
        MaildropReason.AmongNewest => new("stay: among the newest", "restent : parmi les plus récents"),
        MaildropReason.RoomLeft => new("stay: there is room", "restent : il y a de la place"),
        MaildropReason.HeldLocally => new("stay: a local mailbox holds them", "restent : un dossier local les contient"),
        MaildropReason.AwaitsApply => new("stay: the changed rule was not applied to them", "restent : la nouvelle règle ne leur a pas été appliquée"),
        MaildropReason.NotPlanned => new("stay: not part of the plan", "restent : hors du plan"),
        _ => new("due: deleted from the server", "échus : supprimés du serveur"),
    };
}
