namespace AcMail;

/// <summary>What a person is told of a message in the outbox.</summary>
static class OutboxFailures
{
    public static MailFailure NotThere(long id) => new(
        MailErrorKind.MessageNotFound,
        new($"There is no message {id} in the outbox.", $"Il n'y a pas de message {id} dans la boîte d'envoi."),
        new("Look at what is there: \"acmail outbox ACCOUNT\", or IMailSender.GetOutboxAsync.",
            "Regardez ce qui s'y trouve : « acmail outbox COMPTE », ou IMailSender.GetOutboxAsync."));

    public static MailFailure TakenByAnother(long id) => new(
        MailErrorKind.Busy,
        new($"Another process or task has taken message {id} of the outbox, to send it or to cancel it.",
            $"Un autre processus ou une autre tâche a pris le message {id} de la boîte d'envoi, pour l'envoyer ou l'annuler."),
        new("Do not send it again: look in the outbox what became of it.", "Ne le renvoyez pas : regardez dans la boîte d'envoi ce qu'il est devenu."));

    public static MailFailure Damaged(long id) => new(
        MailErrorKind.StorageDamaged,
        new($"The bytes of message {id} in the outbox are not those that were stored: it is not sent.",
            $"Les octets du message {id} de la boîte d'envoi ne sont pas ceux enregistrés : il n'est pas envoyé."),
        new("Write it again, and cancel this one.", "Réécrivez-le, et annulez celui-ci."));

    public static MailFailure WithoutRecipients(long id) => new(
        MailErrorKind.StorageDamaged,
        new($"For whom message {id} in the outbox is was lost in a rebuild, and its header does not say it: it is not sent.",
            $"Les destinataires du message {id} de la boîte d'envoi ont été perdus dans une reconstruction, et son en-tête ne les dit pas : il n'est pas envoyé."),
        new("Write it again, and cancel this one.", "Réécrivez-le, et annulez celui-ci."));
}
