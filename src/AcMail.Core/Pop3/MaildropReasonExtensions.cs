namespace AcMail;

/// <summary>Words for <see cref="MaildropReason"/>.</summary>
public static class MaildropReasonExtensions
{
    /// <summary>The reason, in English and French.</summary>
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
}
