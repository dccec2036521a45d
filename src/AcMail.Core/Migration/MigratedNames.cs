namespace AcMail;

/// <summary>Says how a mailbox is called on the server that an account goes over to. Pure.</summary>
/// <param name="delimiter">What separates the levels of names there.</param>
/// <param name="isBelowInbox">Whether all mailboxes that are held lie below the inbox, as on servers with a namespace of that name.</param>
/// <param name="goesBelowInbox">Whether all mailboxes there do.</param>
sealed class MigratedNames(char? delimiter, bool isBelowInbox, bool goesBelowInbox)
{
    /// <param name="name">The name here.</param>
    /// <param name="former">What separates its levels; <see langword="null"/> where no server has said so.</param>
    public string Translate(string name, char? former)
    {
        if (isBelowInbox && former is { } f && name.StartsWith($"{MailboxNames.Inbox}{f}", StringComparison.OrdinalIgnoreCase))
            name = name[(MailboxNames.Inbox.Length + 1)..];
        if (delimiter is not { } d) return name;
        if (former is { } other && other != d) name = name.Replace(d, '_').Replace(other, d);
        // A name without a level is none.
        if (name.Split(d).Contains("")) name = name.Replace(d, '_');
        return goesBelowInbox && !name.StartsWith($"{MailboxNames.Inbox}{d}", StringComparison.OrdinalIgnoreCase) ? $"{MailboxNames.Inbox}{d}{name}" : name;
    }
}
