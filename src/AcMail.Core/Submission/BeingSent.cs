using System.Collections.Concurrent;

namespace AcMail;

/// <summary>The messages that are on their way out in this process.</summary>
sealed class BeingSent
{
    readonly ConcurrentDictionary<OutgoingMessage, bool> _messages = new(ReferenceEqualityComparer.Instance);

    public void Add(OutgoingMessage message) => _messages[message] = true;

    public void Remove(OutgoingMessage message) => _messages.TryRemove(message, out _);

    public HashSet<string> MessageIds() => [.. _messages.Keys.Select(m => m.MessageId)];
}
