using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>The steps that changes are made of: mailboxes, the messages linked into them, and the contents that these name.</summary>
static class ReplicaLinks
{
    /// <summary>The mailbox of that name, listed; one that nobody listed yet is added plain.</summary>
    public static ReplicaMailbox Ensure(this ReplicaState state, string name) =>
        state.Mailboxes.TryGetValue(name, out var known) ? known with { Listed = true } : new(state.Mailboxes.Count, name);

    public static ReplicaState Put(this ReplicaState state, ReplicaMailbox mailbox) =>
        state with { Mailboxes = state.Mailboxes.SetItem(mailbox.Name, mailbox) };

    public static ReplicaMessage? Find(this ReplicaState state, string mailbox, uint uidValidity, uint uid) =>
        state.Mailboxes.TryGetValue(mailbox, out var known) && known.Of(uidValidity).TryGetValue(uid, out var id) ? state.Messages[id] : null;

    /// <summary>The first message of <paramref name="mailbox"/> with that content under another UIDVALIDITY.</summary>
    public static ReplicaMessage? FindElsewhere(this ReplicaState state, ReplicaMailbox mailbox, ContentKey content, uint uidValidity) =>
        mailbox.Messages.Where(m => m.Key != uidValidity).SelectMany(m => m.Value.Values).Select(id => state.Messages[id])
            .FirstOrDefault(m => m.Content == content);

    public static ReplicaState Link(this ReplicaState state, ReplicaMessage message) =>
        state.Put(state.Mailboxes[message.Mailbox].With(message.UidValidity, message.Uid, message.Id)) with
        {
            Messages = state.Messages.Add(message.Id, message),
        };

    /// <summary>Links a message under UIDVALIDITY 0, by the next UID.</summary>
    public static ReplicaState LinkLocally(this ReplicaState state, ReplicaMessage message)
    {
        var mailbox = state.Mailboxes[message.Mailbox];
        mailbox = mailbox with { LastLocalUid = mailbox.LastLocalUid + 1 };
        return state.Put(mailbox).Link(message with { Uid = mailbox.LastLocalUid });
    }

    public static ReplicaState Unlink(this ReplicaState state, ReplicaMessage message) =>
        state.Put(state.Mailboxes[message.Mailbox].Without(message.UidValidity, message.Uid)) with
        {
            Messages = state.Messages.Remove(message.Id),
        };

    public static ReplicaState Unlink(this ReplicaState state, string mailbox, Func<ReplicaMessage, bool> gone) =>
        state.Mailboxes.TryGetValue(mailbox, out var known)
            ? known.Ids.Select(id => state.Messages[id]).Where(gone).Aggregate(state, Unlink)
            : state;

    /// <summary>The state, where it holds <paramref name="content"/>.</summary>
    /// <exception cref="MailException">It does not.</exception>
    public static ReplicaState Require(this ReplicaState state, ContentKey content) =>
        state.Contents.ContainsKey(content) ? state : throw StoreFailures.ContentLost(content);

    /// <summary>Records the headers of a content, which never change.</summary>
    public static ReplicaState Describe(this ReplicaState state, ContentKey key, MessageHeaders headers)
    {
        var content = state.Require(key).Contents[key];
        return content.Headers is null ? state with { Contents = state.Contents.SetItem(key, new(content.Bytes, headers) { Text = content.Text }) } : state;
    }

    /// <summary>Records the text of a content, once.</summary>
    public static ReplicaState Index(this ReplicaState state, BodyTextIndexed body)
    {
        var content = state.Require(body.Content).Contents[body.Content];
        return content.Text is null ? state with { Contents = state.Contents.SetItem(body.Content, content with { Text = body.Text }) } : state;
    }

    /// <summary>Adds what was appended; what is held already only gains an origin.</summary>
    public static ReplicaState Append(this ReplicaState state, ContentKey key, byte[] bytes, ContentOrigin origin) => state with
    {
        Contents = state.Contents.ContainsKey(key) ? state.Contents : state.Contents.Add(key, new(bytes)),
        Origins = state.Origins.Add((key, origin)),
    };
}
