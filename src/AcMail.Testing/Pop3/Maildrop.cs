namespace AcMail.Testing;

/// <summary>
/// The maildrop as one session sees it: what the inbox held at login, under numbers that stay. Mail that arrives, or that an IMAP
/// client expunges, changes nothing in it; but some servers refuse to give that out.
/// </summary>
sealed class Maildrop(ServerUser user, MaildropCondition state, Pop3Session session, IReadOnlyList<MaildropMessage> messages)
{
    bool _left;

    /// <summary>The messages that are not deleted.</summary>
    public IEnumerable<MaildropMessage> Messages => messages.Where(m => !m.IsDeleted);

    public int Count => Messages.Count();

    public long Size => Messages.Sum(m => (long)m.Size);

    /// <summary>The message of a number, deleted or not, or <see langword="null"/>.</summary>
    public MaildropMessage? Find(int number) => number >= 1 && number <= messages.Count ? messages[number - 1] : null;

    /// <summary>Whether it is still in the inbox: another client may have removed it.</summary>
    public bool Holds(MaildropMessage message)
    {
        lock (user.Gate) return user.Inbox.Find(message.Stored.Uid) is not null;
    }

    public void Restore()
    {
        foreach (var message in messages) message.IsDeleted = false;
    }

    /// <summary>Ends the session's hold on the drop; the second time nothing happens.</summary>
    /// <param name="applyDeletions">Whether QUIT led here: only then is anything deleted (RFC 1939 §6), all of it under one lock.</param>
    public void Leave(bool applyDeletions)
    {
        if (_left) return;
        _left = true;
        var retrieved = messages.Where(m => m.IsRetrieved).Select(m => m.Stored.Uid).ToArray();
        lock (user.Gate)
        {
            if (session.Profile.MarksSeen) MarkSeen(retrieved);
            if (applyDeletions) Delete(retrieved);
        }

        state.Collected(retrieved);
        state.Leave(session.Server.Time.GetUtcNow() + session.Profile.LockLinger);
    }

    void MarkSeen(uint[] uids)
    {
        foreach (var message in uids.Select(user.Inbox.Find).OfType<ServerMessage>())
            user.Inbox.SetFlags(message.Uid, message.Flags.With("\\Seen"));
    }

    void Delete(uint[] retrieved)
    {
        var deleted = messages.Where(m => m.IsDeleted).Select(m => m.Stored.Uid);
        var gone = user.Inbox.Remove(session.Profile.ExpireDays == 0 ? deleted.Union(retrieved) : deleted);
        state.Free(gone.Select(m => m.Uid));
    }
}
