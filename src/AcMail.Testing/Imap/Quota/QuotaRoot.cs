namespace AcMail.Testing;

/// <summary>Limits to what some mailboxes may hold together (RFC 9208 §3.2).</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="StorageLimit">The most octets, or <see langword="null"/>.</param>
/// <param name="MessageLimit">The most messages, or <see langword="null"/>.</param>
/// <param name="Mailboxes">Which mailboxes.</param>
sealed record QuotaRoot(string Name, long? StorageLimit, long? MessageLimit, IReadOnlyList<ServerMailbox> Mailboxes)
{
    public static ImapResult Exceeded => ImapResult.No("The quota is exceeded.", "OVERQUOTA");

    /// <summary>The octets and the messages that there are.</summary>
    public (long Octets, long Messages) Usage
    {
        get
        {
            var messages = Mailboxes.Select(m => m.Messages).ToArray();
            return (messages.Sum(b => b.Sum(m => (long)m.Size)), messages.Sum(b => b.Count));
        }
    }

    /// <summary>What limits <paramref name="mailbox"/>: the user's root, and its own where it has limits.</summary>
    public static IReadOnlyList<QuotaRoot> Of(ServerUser user, ServerMailbox mailbox) =>
        mailbox is { StorageLimit: null, MessageLimit: null } ? [Of(user)] : [Of(user), Of(mailbox)];

    /// <summary>All there are.</summary>
    public static IEnumerable<QuotaRoot> All(ServerUser user) => user.Mailboxes.SelectMany(m => Of(user, m)).DistinctBy(r => r.Name);

    /// <summary>Whether <paramref name="mailbox"/> may receive so much more; what is moved to it counts against its own root only.</summary>
    public static bool HaveRoom(ImapSession session, ServerMailbox mailbox, long octets, int messages, bool isMove = false)
    {
        if (!isMove && session.Misbehaves(ImapMisbehaviour.OverQuota)) return false;
        return Of(session.User, mailbox).Skip(isMove ? 1 : 0).All(r => r.HasRoom(octets, messages));
    }

    public bool HasRoom(long octets, int messages)
    {
        if (StorageLimit is null && MessageLimit is null) return true;
        var usage = Usage;
        return usage.Octets + octets <= (StorageLimit ?? long.MaxValue) && usage.Messages + messages <= (MessageLimit ?? long.MaxValue);
    }

    static QuotaRoot Of(ServerUser user) => new("User quota", user.StorageLimit, user.MessageLimit, user.Mailboxes);

    static QuotaRoot Of(ServerMailbox mailbox) =>
        new(ModifiedUtf7.Encode(mailbox.Name), mailbox.StorageLimit, mailbox.MessageLimit, [mailbox]);
}
