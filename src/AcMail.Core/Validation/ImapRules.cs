namespace AcMail;

static class ImapRules
{
    public static void Check(RuleFindings found, ImapOptions imap)
    {
        CheckPatterns(found, "Imap.Mailboxes", imap.Mailboxes);
        CheckPatterns(found, "Imap.ExcludedMailboxes", imap.ExcludedMailboxes);
        CheckPatterns(found, "Imap.Watch", imap.Watch);
        if (imap.MaximumConnections is < 1 or > 20)
            found.Add(
                "Imap.MaximumConnections", new($"{imap.MaximumConnections} is out of range.", $"{imap.MaximumConnections} : hors limites."),
                new("Write 1 to 20.", "Écrivez de 1 à 20."));

        found.Undefined("Imap.MassRemovals", imap.MassRemovals);
        if (imap.Bodies is { } bodies) CheckBodies(found, bodies);
        else found.Missing("Imap.Bodies", SettingsRules.NothingSpecial);

        foreach (var (index, extension) in (imap.DisabledExtensions ?? []).Index())
            if (string.IsNullOrWhiteSpace(extension))
                found.Missing($"Imap.DisabledExtensions.{index}", new("Write a name such as QRESYNC.", "Écrivez un nom comme QRESYNC."));

        foreach (var (role, mailbox) in imap.Roles ?? new Dictionary<MailboxRole, string>())
            CheckRole(found, role, mailbox);
    }

    static void CheckPatterns(RuleFindings found, string path, IList<string>? patterns)
    {
        foreach (var (index, pattern) in (patterns ?? []).Index())
            if (string.IsNullOrEmpty(pattern))
                found.Missing($"{path}.{index}", new("Write a name or a pattern such as Spam*.", "Écrivez un nom ou un motif comme Spam*."));
    }

    static void CheckBodies(RuleFindings found, BodyOptions bodies)
    {
        if (bodies.Days is < 1 or > 36500)
            found.Add(
                "Imap.Bodies.Days", new($"{bodies.Days} days is out of range.", $"{bodies.Days} jours : hors limites."),
                new("Write 1 to 36500, or leave it out for no limit.", "Écrivez de 1 à 36500, ou omettez la clé pour ne pas limiter."));
        if (bodies.MaximumSize < 1)
            found.Add(
                "Imap.Bodies.MaximumSize", new("it must be 1 or more.", "cette valeur doit valoir au moins 1."),
                new("Write a number of bytes, or leave it out for no limit.", "Écrivez un nombre d'octets, ou omettez la clé pour ne pas limiter."));
        if (bodies.OnDemand && (bodies.Days ?? bodies.MaximumSize) is not null)
            found.Add(
                "Imap.Bodies.OnDemand", new("on demand, no body is kept for its age or size.", "à la demande, aucun corps n'est conservé selon son âge ou sa taille."),
                new("Set OnDemand to false, or leave out Days and MaximumSize.", "Écrivez OnDemand: false, ou omettez Days et MaximumSize."));
    }

    static void CheckRole(RuleFindings found, MailboxRole role, string? mailbox)
    {
        var names = string.Join(", ", Enum.GetValues<MailboxRole>().Where(r => r != MailboxRole.None));
        if (role == MailboxRole.None || !Enum.IsDefined(role))
            found.Add(
                $"Imap.Roles.{role}", new("this is not a role.", "ce n'est pas un rôle."),
                new($"The roles are: {names}.", $"Les rôles sont : {names}."));
        else if (string.IsNullOrEmpty(mailbox))
            found.Missing($"Imap.Roles.{role}", new("Write the mailbox's name.", "Écrivez le nom du dossier."));
    }
}
