using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>The steps that changes are made of: messages, linked into mailboxes, and the contents that these name.</summary>
static class ReplicaLinks
{
    public static ReplicaMessage? Find(this ReplicaState state, ReplicaMailbox mailbox, uint uidValidity, uint uid) =>
        mailbox.Of(uidValidity).TryGetValue(uid, out var id) ? state.Messages[id] : null;

    /// <summary>The first message of <paramref name="mailbox"/> with that content under another UIDVALIDITY.</summary>
    public static ReplicaMessage? FindElsewhere(this ReplicaState state, ReplicaMailbox mailbox, ContentKey content, uint uidValidity) =>
        mailbox.Messages.Where(m => m.Key != uidValidity).SelectMany(m => m.Value.Values).Select(id => state.Messages[id])
            .FirstOrDefault(m => m.Content == content);

    /// <summary>Links a message where it says that it is; one without a UID is only noted.</summary>
    public static ReplicaState Link(this ReplicaState state, ReplicaMessage message)
    {
        state = state with { Messages = state.Messages.Add(message.Id, message), Touched = state.Touched.Add(message.Id) };
        return message is { Mailbox: { } mailbox, Uid: > 0 } ? state.Put(state.Mailboxes[mailbox].With(message.UidValidity, message.Uid, message.Id)) : state;
    }

    /// <summary>Links a message under UIDVALIDITY 0, by the next UID.</summary>
    public static ReplicaState LinkLocally(this ReplicaState state, ReplicaMessage message)
    {
        var mailbox = state.Mailboxes[message.Mailbox!.Value];
        mailbox = mailbox with { LastLocalUid = mailbox.LastLocalUid + 1 };
        return state.Put(mailbox).Link(message with { UidValidity = 0, Uid = mailbox.LastLocalUid });
    }

    public static ReplicaState Unlink(this ReplicaState state, ReplicaMessage message)
    {
        state = state with { Messages = state.Messages.Remove(message.Id), Touched = state.Touched.Add(message.Id) };
        return message is { Mailbox: { } mailbox, Uid: > 0 } ? state.Put(state.Mailboxes[mailbox].Without(message.UidValidity, message.Uid)) : state;
    }

    public static ReplicaState Unlink(this ReplicaState state, ReplicaMailbox mailbox, Func<ReplicaMessage, bool> gone) =>
        mailbox.Ids.Select(id => state.Messages[id]).Where(gone).Aggregate(state, Unlink);

    public static ReplicaState Change(this ReplicaState state, ReplicaMessage message) =>
        state with { Messages = state.Messages.SetItem(message.Id, message), Touched = state.Touched.Add(message.Id) };

    /// <summary>The state, where it holds <paramref name="content"/>, which the commit names.</summary>
    /// <exception cref="MailException">It does not.</exception>
    public static ReplicaState Require(this ReplicaState state, ContentKey content) =>
        state.Contents.ContainsKey(content) ? state with { Named = state.Named.Add(content) } : throw StoreFailures.ContentLost(content);

    /// <summary>Records the headers of a content, which never change.</summary>
    public static ReplicaState Describe(this ReplicaState state, ContentKey key, MessageHeaders headers)
    {
        state = state.Require(key);
        var content = state.Contents[key];
        return content.Headers is null ? state with { Contents = state.Contents.SetItem(key, new(content.Bytes, headers) { Text = content.Text, HasAttachments = content.HasAttachments }) } : state;
    }

    /// <summary>Records the text of a content, once.</summary>
    public static ReplicaState Index(this ReplicaState state, BodyTextIndexed body) =>
        state.Contents.TryGetValue(body.Content, out var content) && content.Text is null
            ? state with
            {
                Contents = state.Contents.SetItem(body.Content, content with { Text = body.Text, HasAttachments = body.HasAttachments }),
                Touched = state.Touched.Union(state.Messages.Values.Where(m => m.Content == body.Content).Select(m => m.Id)),
            }
            : state;

    /// <summary>Adds what was appended; what is held already only gains an origin.</summary>
    public static ReplicaState Append(this ReplicaState state, ContentKey key, byte[] bytes, ContentOrigin origin) => state with
    {
        Contents = state.Contents.ContainsKey(key) ? state.Contents : state.Contents.Add(key, new(bytes)),
        Origins = state.Origins.Add((key, origin)),
    };
}
