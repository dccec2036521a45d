namespace AcMail.Testing;

/// <summary>Finds mailboxes for commands, or says why there is none.</summary>
static class MailboxLookup
{
    public static ImapResult Missing => ImapResult.No("There is no such mailbox.", "NONEXISTENT");

    public static ImapResult There => ImapResult.No("There is such a mailbox already.", "ALREADYEXISTS");

    /// <summary>The mailbox that a client means by <paramref name="name"/>, or <see langword="null"/>.</summary>
    public static ServerMailbox? Find(ImapSession session, string name)
    {
        if (session.User.FindMailbox(name) is { } mailbox) return mailbox;
        var prefix = $"INBOX{session.Profile.Delimiter}";
        return name.StartsWith(prefix, StringComparison.Ordinal) && session.Misbehaves(ImapMisbehaviour.InboxAliased)
            ? session.User.FindMailbox(name[prefix.Length..])
            : null;
    }

    public static ServerMailbox? Selectable(ImapSession session, string name, out ImapResult refusal)
    {
        var mailbox = Find(session, name);
        refusal = mailbox is null ? Missing : ImapResult.No("The mailbox only holds others.", "NONEXISTENT");
        return mailbox is { IsSelectable: true } ? mailbox : null;
    }

    /// <summary>
    /// The mailbox that messages are to be added to: APPEND, COPY and MOVE say TRYCREATE where it is missing (RFC 9051 §6.3.12), and NOPERM
    /// where it is read-only.
    /// </summary>
    public static ServerMailbox? Destination(ImapSession session, string name, out ImapResult refusal)
    {
        var mailbox = Selectable(session, name, out refusal);
        if (mailbox is null) refusal = refusal with { Code = "TRYCREATE" };
        if (mailbox is not { IsReadOnly: true }) return mailbox;
        refusal = ImapResult.No("The mailbox is read-only.", "NOPERM");
        return null;
    }
}
