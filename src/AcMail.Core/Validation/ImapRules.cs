namespace AcMail;

static class ImapRules
{
    public static void Check(RuleFindings found, ImapOptions imap)
    {
        CheckPatterns(found, "Imap.Mailboxes", imap.Mailboxes);
        CheckPatterns(found, "Imap.Watch", imap.Watch);
        if (imap.MaximumConnections is < 1 or > 20)
            found.Add(
                "Imap.MaximumConnections", new($"{imap.MaximumConnections} is out of range.", $"{imap.MaximumConnections} : hors limites."),
                new("Write 1 to 20.", "Écrivez de 1 à 20."));

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
                found.Missing($"{path}.{index}", new("Write a name or a pattern such as *.", "Écrivez un nom ou un motif comme *."));
    }

    static void CheckRole(RuleFindings found, MailboxRole role, string? mailbox)
    {
        var names = string.Join(", ", Enum.GetValues<MailboxRole>().Where(r => r != MailboxRole.None));
        if (role == MailboxRole.None || !Enum.IsDefined(role))
            found.Add(
                $"Imap.Roles.{role}", new("this is not a role.", "ce n’est pas un rôle."),
                new($"The roles are: {names}.", $"Les rôles sont : {names}."));
        else if (string.IsNullOrEmpty(mailbox))
            found.Missing($"Imap.Roles.{role}", new("Write the mailbox's name.", "Écrivez le nom de la boîte aux lettres."));
    }
}
