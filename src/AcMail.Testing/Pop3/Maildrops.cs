using System.Collections.Concurrent;

namespace AcMail.Testing;

/// <summary>What the POP3 sessions of a server share.</summary>
sealed class Maildrops
{
    readonly ConcurrentDictionary<ServerUser, MaildropCondition> _states = new();
    long _lastTimestamp;

    public MaildropCondition Of(ServerUser user) => _states.GetOrAdd(user, static _ => new());

    /// <summary>A timestamp that no other greeting had (RFC 1939 §7, APOP).</summary>
    public string NextTimestamp(TimeProvider time) =>
        $"<{Interlocked.Increment(ref _lastTimestamp)}.{time.GetUtcNow().ToUnixTimeMilliseconds()}@localhost>";
}
