namespace AcMail.Testing;

/// <summary>Which names a mailbox may be given.</summary>
static class MailboxNaming
{
    const int LongestName = 1000;

    /// <summary>Without the delimiter at the end by which a client announces that others will lie below it (RFC 9051 §6.3.4).</summary>
    public static string Trim(string name, char delimiter) => name.Length > 1 && name[^1] == delimiter ? name[..^1] : name;

    /// <summary>Why <paramref name="name"/> cannot be given, or <see langword="null"/>.</summary>
    public static ImapResult? Refuse(ImapSession session, string name)
    {
        var profile = session.Profile;
        if (MailboxLookup.Find(session, name) is { IsSelectable: true }) return MailboxLookup.There;
        var isWellFormed = name.Length is > 0 and <= LongestName && !name.Split(profile.Delimiter).Contains("");
        if (!isWellFormed) return ImapResult.No("A mailbox cannot have that name.", "CANNOT");
        return name.StartsWith(profile.PersonalPrefix, StringComparison.Ordinal)
            ? null
            : ImapResult.No($"Mailboxes lie below {profile.PersonalPrefix.TrimEnd(profile.Delimiter)}.", "CANNOT");
    }
}
