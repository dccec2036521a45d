using AcMail.Storage;

namespace AcMail;

/// <summary>
/// Conversations too large to be told as a whole, of which each message is told by itself: so it does not depend on where one began to look what is told where.
/// What one part shows of them spares looking for each of the rest.
/// </summary>
sealed class LargeThreads
{
    readonly Dictionary<long, ThreadMessage> _messages = [];
    readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>What is told of a message, where it is known to be in one of them.</summary>
    public MailThread? Find(MessageInfo message)
    {
        if (!_messages.TryGetValue(message.Id, out var found))
        {
            if (!_ids.Contains(message.Headers.MessageId) && !_ids.Contains(AnsweredBy(message))) return null;
            Note(found = new(message, 0));
        }

        return Alone(found);
    }

    /// <summary>Notes a part of one, and returns what is told of the message in it.</summary>
    public MailThread Add(MailThread part, MessageInfo message)
    {
        foreach (var found in part.Messages) Note(found);
        return Alone(_messages[message.Id]);
    }

    void Note(ThreadMessage message)
    {
        foreach (var copy in message.Copies.Prepend(message.Message)) _messages[copy.Id] = message;
        foreach (var id in (string[])[message.Message.Headers.MessageId, AnsweredBy(message.Message)])
            if (id.Length > 0) _ids.Add(id);
    }

    static string AnsweredBy(MessageInfo message) => ThreadKeys.ReferencesOf(message.Headers) is [.., var last] ? last : "";

    static MailThread Alone(ThreadMessage message) => new([message with { Depth = 0 }]);
}
