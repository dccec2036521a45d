namespace AcMail;

static class MigrationFailures
{
    const int MostNamed = 20;

    public static MailFailure NotMoved(string account) => new(
        MailErrorKind.InvalidSettings,
        new($"The account “{account}” was kept by POP3 until now, and what is held has not been moved over to IMAP.",
            $"Le compte « {account} » était relevé en POP3 jusqu'ici, et ce qui est conservé n'a pas été repris pour IMAP."),
        new($"'acmail migrate {account}' tells what moving it over does, and does it with --yes; in a program, IMailMigrator does.",
            $"« acmail migrate {account} » dit ce que fait la reprise, et la fait avec --yes ; dans un programme, c'est IMailMigrator."));

    public static MailFailure KeptByImap(string account) => new(
        MailErrorKind.InvalidSettings,
        new($"The account “{account}” was kept by IMAP until now; by POP3, mail would leave the server that is only mirrored here.",
            $"Le compte « {account} » était synchronisé en IMAP jusqu'ici ; en POP3, du courrier quitterait le serveur alors qu'il n'est ici qu'en miroir."),
        new("Nothing was touched. Register the POP3 account under another name, and leave this one to IMAP.",
            "Rien n'a été touché. Enregistrez le compte POP3 sous un autre nom, et laissez celui-ci en IMAP."));

    /// <param name="account">The account.</param>
    /// <param name="former">Whose mailboxes the replica mirrors.</param>
    /// <param name="present">Whose mailboxes the settings name.</param>
    public static MailFailure OtherMailboxes(string account, string former, string present) => new(
        MailErrorKind.InvalidSettings,
        new($"The account “{account}” mirrors the mailboxes of {former}, and its settings name others now: those of {present}.",
            $"Le compte « {account} » est le miroir des dossiers de {former}, et ses paramètres en désignent d'autres désormais : ceux de {present}."),
        new($"Nothing was touched: what the others lack would be removed here. If the mail has moved there, 'acmail migrate {account}' (IMailMigrator) tells "
            + "what following it does, and does it with --yes; if not, put the former settings back.",
            $"Rien n'a été touché : ce qui manque aux autres serait retiré ici. Si le courrier y a été transféré, « acmail migrate {account} » (IMailMigrator) "
            + "dit ce que fait la reprise, et la fait avec --yes ; sinon, remettez les anciens paramètres."));

    public static MailFailure SetUpAnew(string account) => new(
        MailErrorKind.RemovalsHeld,
        new($"The server numbers every mailbox of the account “{account}” anew and has almost nothing of what it had: it seems to have been set up anew.",
            $"Le serveur renumérote tous les dossiers du compte « {account} » et n'a presque plus rien de ce qu'il avait : il semble réinstallé à neuf."),
        new($"Nothing was touched: all of it would be removed here. 'acmail migrate {account}' (IMailMigrator) tells what giving it back to the server does, and "
            + "does it with --yes. If it is to be gone, delete it here first.",
            $"Rien n'a été touché : tout serait retiré ici. « acmail migrate {account} » (IMailMigrator) dit ce que fait sa restitution au serveur, et la fait "
            + "avec --yes. S'il doit disparaître, supprimez-le d'abord ici."));

    public static MailFailure NoImap(string account) => new(
        MailErrorKind.InvalidSettings,
        new($"The account “{account}” is a POP3 account.", $"Le compte « {account} » est un compte POP3."),
        new("Give it the protocol Imap and the IMAP server's host and port under the same name, then move it over.",
            "Donnez-lui le protocole Imap, l'hôte et le port du serveur IMAP sous le même nom, puis faites la reprise."));

    public static MailFailure NotGivenOut(string mailbox, uint uid, MailFailure? cause) => new(
        cause?.Kind ?? MailErrorKind.CommandRefused,
        new($"The server did not give out message {uid} of “{mailbox}”, so nobody can tell whether it is held; the others are not affected.",
            $"Le serveur n'a pas fourni le message {uid} du dossier « {mailbox} » : nul ne sait s'il est conservé ici ; les autres ne sont pas concernés."),
        new("It is asked for again when the account is synchronised. Until then what is only here and may be in that mailbox is kept here and not sent.",
            "Il sera redemandé lors des synchronisations. D'ici là, ce qui n'est qu'ici et se trouve peut-être dans ce dossier reste ici sans être envoyé."))
    {
        ServerReply = cause?.ServerReply,
    };

    public static MailFailure DoubtfulName(string mailbox) => new(
        MailErrorKind.CommandRefused,
        new($"The server will most likely not create the mailbox “{MailboxNames.Shorten(mailbox)}”: few take such a name.",
            $"Le serveur ne créera sans doute pas le dossier « {MailboxNames.Shorten(mailbox)} » : peu acceptent un tel nom."),
        new("What is in it would stay here, and only here. Give it another name before the account is moved over, or afterwards.",
            "Son contenu resterait ici, et seulement ici. Donnez-lui un autre nom avant la reprise, ou après."));

    /// <param name="ids">The messages.</param>
    /// <param name="notGivenOut">How many messages the server did not give out, which these may be.</param>
    public static MailFailure Incomplete(IReadOnlyList<long> ids, int notGivenOut)
    {
        var named = string.Join(", ", ids.Take(MostNamed)) + (ids.Count > MostNamed ? ", …" : "");
        if (notGivenOut > 0)
            return new(
                MailErrorKind.CommandRefused,
                new($"Of {Counted.Messages(ids.Count)} only the header is held: {named}. "
                        + $"The server did not give out {notGivenOut}, which {(ids.Count == 1 ? "it" : "they")} may be.",
                    $"De {Counted.Messages(ids.Count)}, seul l'en-tête est conservé : {named}. "
                        + (ids.Count == 1 ? "Il est peut-être " : "Ils sont peut-être ")
                        + (notGivenOut == 1 ? "celui que le serveur ne fournit pas." : $"des {notGivenOut} que le serveur ne fournit pas.")),
                new("Nothing was changed. Try again later; if it stays so, ask the server's administrator.",
                    "Rien n'a été modifié. Réessayez plus tard ; si cela persiste, adressez-vous à l'administrateur du serveur."));
        return new(
            MailErrorKind.MessageNotFound,
            new($"Of {Counted.Messages(ids.Count)} only the header is held, and the server does not have {(ids.Count == 1 ? "it" : "them")} any more: {named}.",
                $"De {Counted.Messages(ids.Count)}, seul l'en-tête est conservé, et le serveur ne {(ids.Count == 1 ? "l'a" : "les a")} plus : {named}."),
            new("Nothing was changed. Where the former server still has them, put its settings back, have all bodies kept (Imap.Bodies, Pop3.MaximumDownloadSize) "
                + "and synchronise first. Else note what matters of their senders and subjects, which the list shows, delete them for good, and move over then.",
                "Rien n'a été modifié. Si l'ancien serveur les a encore, remettez ses paramètres, faites conserver tous les corps (Imap.Bodies, "
                + "Pop3.MaximumDownloadSize) et synchronisez d'abord. Sinon, notez ce qui compte de leurs expéditeurs et objets, que montre la liste, "
                + "supprimez-les pour de bon, puis faites la reprise."));
    }
}
