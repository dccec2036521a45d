namespace AcMail.Testing;

/// <summary>What a user's mailboxes hold together, against what they may hold.</summary>
/// <param name="Octets">The octets of all messages.</param>
/// <param name="Messages">How many there are.</param>
readonly record struct QuotaUsage(long Octets, long Messages)
{
    public static ImapResult Exceeded => ImapResult.No("The quota is exceeded.", "OVERQUOTA");

    public static QuotaUsage Of(ServerUser user)
    {
        var usage = default(QuotaUsage);
        foreach (var mailbox in user.Mailboxes)
        {
            var messages = mailbox.Messages;
            usage = new(usage.Octets + messages.Sum(m => (long)m.Size), usage.Messages + messages.Count);
        }

        return usage;
    }

    /// <summary>Whether the user may receive so much more.</summary>
    public static bool HasRoom(ImapSession session, long octets, int messages)
    {
        if (session.Misbehaves(ImapMisbehaviour.OverQuota)) return false;
        var user = session.User;
        if (user.StorageLimit is null && user.MessageLimit is null) return true;
        var usage = Of(user);
        return usage.Octets + octets <= (user.StorageLimit ?? long.MaxValue) && usage.Messages + messages <= (user.MessageLimit ?? long.MaxValue);
    }
}
