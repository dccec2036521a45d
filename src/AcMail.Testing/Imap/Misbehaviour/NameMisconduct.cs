using System.Text;

namespace AcMail.Testing;

/// <summary>Which mailbox a server takes a name for that is not quite the one it has.</summary>
static class NameMisconduct
{
    /// <summary>The name that the server makes of one that a client sent.</summary>
    public static string Meant(ImapSession session, string name)
    {
        if (session.State == ImapStates.NotAuthenticated) return name;
        var delimiter = session.Profile.Delimiter;
        if (session.Misbehaves(ImapMisbehaviour.NamesTrimmed)) name = string.Join(delimiter, name.Split(delimiter).Select(level => level.Trim(' ')));
        if (session.Misbehaves(ImapMisbehaviour.NamesComposed)) name = name.Normalize(NormalizationForm.FormC);
        return session.Misbehaves(ImapMisbehaviour.NamesCaseless) ? Spelt(session.User.Mailboxes, name, delimiter) : name;
    }

    // As the mailbox is spelt, or else the one above it.
    static string Spelt(IReadOnlyList<ServerMailbox> mailboxes, string name, char delimiter)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf(delimiter, end - 1))
        {
            if (mailboxes.FirstOrDefault(m => m.Name.Equals(name[..end], StringComparison.OrdinalIgnoreCase)) is { } mailbox) return mailbox.Name + name[end..];
        }

        return name;
    }
}
