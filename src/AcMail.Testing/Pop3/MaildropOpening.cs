using System.Security.Cryptography;

namespace AcMail.Testing;

/// <summary>Takes the snapshot of the inbox that a session sees.</summary>
static class MaildropOpening
{
    static readonly TimeSpan RecentDays = TimeSpan.FromDays(30);

    public static Maildrop Open(Pop3Session session, ServerUser user, MaildropCondition state, bool recent)
    {
        var (profile, now) = (session.Profile, session.Server.Time.GetUtcNow());
        Expire(user, profile, now);
        IEnumerable<ServerMessage> messages = user.Inbox.Messages;
        if (recent) messages = messages.Where(m => now - m.InternalDate < RecentDays);
        else if (session.Misbehaves(Pop3Misbehaviour.HidesRetrieved)) messages = messages.Where(m => !state.WasCollected(m.Uid));
        if (profile.MaildropLimit is { } limit) messages = messages.Take(limit);
        if (session.Misbehaves(Pop3Misbehaviour.NewestFirst)) messages = messages.Reverse();
        return new(user, state, session, [.. messages.Select(Entry(session, user, state))]);
    }

    static Func<ServerMessage, int, MaildropMessage> Entry(Pop3Session session, ServerUser user, MaildropCondition state)
    {
        var validity = user.Inbox.UidValidity + (session.Misbehaves(Pop3Misbehaviour.ChangedUidl) ? state.NextShift() : 0);
        var reuses = session.Misbehaves(Pop3Misbehaviour.ReusedUidl);
        var bare = session.Misbehaves(Pop3Misbehaviour.BareLineFeeds);
        var hashes = session.Misbehaves(Pop3Misbehaviour.HeaderAsUidl);
        return (message, index) =>
        {
            var number = reuses ? state.NumberOf(message.Uid) : message.Uid;
            var size = bare ? message.Size : MultilineWriter.SizeOf(message.Content.Span);
            return new(message, index + 1, hashes ? HashOfHeader(message) : $"{number:x8}{validity:x8}", size);
        };
    }

    static string HashOfHeader(ServerMessage message)
    {
        var end = message.Content.Span.IndexOf("\r\n\r\n"u8);
        return Convert.ToHexStringLower(SHA256.HashData(message.Content.Span[..(end < 0 ? message.Content.Length : end)]).AsSpan(0, 16));
    }

    static void Expire(ServerUser user, Pop3Profile profile, DateTimeOffset now)
    {
        if (profile.ExpireDays is not (> 0 and var days)) return;
        user.Inbox.Remove(user.Inbox.Messages.Where(m => now - m.InternalDate >= TimeSpan.FromDays(days)).Select(m => m.Uid));
    }
}
