using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>One message that holds a content.</summary>
readonly record struct FormerPlace(long Id, string Mailbox, MailFlags Flags, DateTimeOffset Date, PartialMessage? HeaderOf);

/// <summary>Decides how the messages that hold one content get from where the packs say to where the former state had them. Pure.</summary>
static class FormerPlanner
{
    /// <summary>Where a message of the outbox stands after a rebuild: a state that is not whole may not know that it has been sent meanwhile.</summary>
    public static OutboxState Restore(OutboxState before, bool isWhole) => before == OutboxState.Queued && !isWhole ? OutboxState.Unknown : before;

    /// <param name="key">The content.</param>
    /// <param name="now">The messages that were restored.</param>
    /// <param name="before">The messages of the former state.</param>
    /// <param name="isWhole">Whether all of the former state can be read: only then is what it lacks known to have been deleted.</param>
    public static IReadOnlyList<StoreChange> Place(ContentKey key, IReadOnlyList<FormerPlace> now, IReadOnlyList<FormerPlace> before, bool isWhole)
    {
        var changes = new List<StoreChange>();
        var (left, missing) = (now.ToList(), new List<FormerPlace>());
        // What was restored is whole. Of what was there with its header alone the rest is still to come, though another message may be no more than that header.
        foreach (var place in before)
            if (place.HeaderOf is not null || !Take(place, left.FindIndex(n => n.Mailbox == place.Mailbox))) missing.Add(place);
        foreach (var place in missing)
        {
            if (place.HeaderOf is not null || !Take(place, left.Count - 1))
                changes.Add(new MessageFiled(place.Mailbox, MailboxRole.None, key, place.Flags, place.Date, MessageHeaders.None) { HeaderOf = place.HeaderOf });
        }

        if (isWhole) changes.AddRange(left.Select(n => new MessageDiscarded(n.Id)));
        return changes;

        bool Take(FormerPlace place, int index)
        {
            if (index < 0) return false;
            var message = left[index];
            left.RemoveAt(index);
            if (message.Mailbox != place.Mailbox) changes.Add(new MessageRefiled(message.Id, place.Mailbox));
            if (message.Flags != place.Flags) changes.Add(new MessageMarked(message.Id, place.Flags, message.Flags) { IsLocalOnly = true });
            return true;
        }
    }
}
