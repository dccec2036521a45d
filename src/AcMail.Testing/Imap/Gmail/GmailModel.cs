using System.Runtime.CompilerServices;

namespace AcMail.Testing;

/// <summary>
/// What makes Gmail's mailboxes labels: a message has its flags once, not once a mailbox; every mailbox but All Mail, the bin and spam is a
/// label on the messages it shows; and All Mail shows them all.
/// </summary>
static class GmailModel
{
    const string AllMail = @"\All";
    const string Trash = @"\Trash";
    const string Junk = @"\Junk";

    // Special uses that are no labels.
    static readonly string[] Places = [AllMail, Trash, Junk];

    static readonly ConditionalWeakTable<ServerUser, StrongBox<(int, long)>> SettledStates = [];

    /// <summary>Whether expunging from <paramref name="mailbox"/> does nothing: from All Mail a message goes by way of the bin only.</summary>
    public static bool Keeps(ImapSession session, ServerMailbox mailbox) => session.Has("X-GM-EXT-1") && mailbox.SpecialUse == AllMail;

    /// <summary>Gives the flags of <paramref name="message"/> to the same message in other mailboxes.</summary>
    public static void ShareFlags(ServerUser user, ServerMessage message)
    {
        foreach (var (mailbox, other) in Placements(user, message.EmailId))
            if (!other.Flags.Equals(message.Flags)) mailbox.Update(other.Uid, m => m with { Flags = message.Flags });
    }

    /// <summary>Gives a message other labels: it appears in their mailboxes and goes from those of the labels it had.</summary>
    public static ServerMessage SetLabels(ServerUser user, ServerMailbox selected, ServerMessage message, FlagSet labels)
    {
        var placements = Placements(user, message.EmailId);
        foreach (var label in labels.Except(message.Labels, StringComparer.OrdinalIgnoreCase))
        {
            var mailbox = MailboxOf(user, label) ?? (label.StartsWith('\\') ? null : user.FindMailbox(label) ?? user.CreateMailbox(label));
            if (mailbox is not null && !placements.Exists(p => p.Mailbox == mailbox))
                mailbox.Add(message.Content, message.Flags, message.InternalDate, message.EmailId, labels);
        }

        foreach (var label in message.Labels.Except(labels, StringComparer.OrdinalIgnoreCase))
            if (MailboxOf(user, label) is { } mailbox && mailbox != selected)
                mailbox.Remove(placements.Where(p => p.Mailbox == mailbox).Select(p => p.Message.Uid));
        Settle(user);
        return selected.Find(message.Uid) ?? message;
    }

    /// <summary>Brings All Mail and the labels in line with what other clients and deliveries did.</summary>
    public static void Settle(ServerUser user)
    {
        lock (user.Gate)
        {
            var settled = SettledStates.GetOrCreateValue(user);
            if (settled.Value == StateOf(user)) return;
            SettleUnderGate(user);
            settled.Value = StateOf(user);
        }
    }

    static (int, long) StateOf(ServerUser user)
    {
        var mailboxes = user.Mailboxes;
        return (mailboxes.Count, mailboxes.Sum(m => m.Version));
    }

    static void SettleUnderGate(ServerUser user)
    {
        TakeOutWhatIsThrownAway(user);
        var all = user.Mailboxes.FirstOrDefault(m => m.SpecialUse == AllMail);
        var labelled = user.Mailboxes.Where(m => m.IsSelectable && !Places.Contains(m.SpecialUse)).ToArray();
        if (all is not null)
        {
            var known = all.Messages.Select(m => m.EmailId).ToHashSet();
            foreach (var message in labelled.SelectMany(m => m.Messages).Where(m => known.Add(m.EmailId)).ToArray())
                all.Add(message.Content, message.Flags, message.InternalDate, message.EmailId, message.Labels);
        }

        var labels = labelled.SelectMany(m => m.Messages.Select(message => (message.EmailId, Label: LabelOf(m))))
            .GroupBy(p => p.EmailId, p => p.Label)
            .ToDictionary(g => g.Key, g => FlagSet.Of(g));
        foreach (var mailbox in user.Mailboxes)
            foreach (var message in mailbox.Messages)
            {
                // A mailbox does not name itself.
                var others = labels.GetValueOrDefault(message.EmailId, FlagSet.None).Without(LabelOf(mailbox));
                if (!others.Equals(message.Labels)) mailbox.Update(message.Uid, m => m with { Labels = others });
            }
    }

    // What comes into the bin or to spam is nowhere else.
    static void TakeOutWhatIsThrownAway(ServerUser user)
    {
        foreach (var bin in user.Mailboxes.Where(m => m.SpecialUse is Trash or Junk && m.Messages.Count > 0))
        {
            var thrown = bin.Messages.Select(m => m.EmailId).ToHashSet();
            foreach (var mailbox in user.Mailboxes.Where(m => m != bin))
                mailbox.Remove(mailbox.Messages.Where(m => thrown.Contains(m.EmailId)).Select(m => m.Uid));
        }
    }

    static List<(ServerMailbox Mailbox, ServerMessage Message)> Placements(ServerUser user, string emailId) =>
        [.. user.Mailboxes.SelectMany(b => b.Messages.Where(m => m.EmailId == emailId).Select(m => (b, m)))];

    static string LabelOf(ServerMailbox mailbox) => mailbox.SpecialUse switch
    {
        null => mailbox.Name == "INBOX" ? @"\Inbox" : mailbox.Name,
        @"\Drafts" => @"\Draft",
        @"\Flagged" => @"\Starred",
        var use => use,
    };

    static ServerMailbox? MailboxOf(ServerUser user, string label) =>
        user.Mailboxes.FirstOrDefault(m => LabelOf(m).Equals(label, StringComparison.OrdinalIgnoreCase));
}
