using System.Collections.Concurrent;

namespace AcMail;

/// <summary>
/// What the server refused for good, or did not do though it said so, and what stays to be done all the same, since it is held here only. It is tried again
/// with growing pauses, as long as the process runs.
/// </summary>
/// <typeparam name="TKey">What names it.</typeparam>
/// <param name="time">The time.</param>
/// <param name="attemptsAtOnce">After how many attempts the next one follows without a pause.</param>
sealed class Refusals<TKey>(TimeProvider time, int attemptsAtOnce = 1)
    where TKey : notnull
{
    static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    readonly ConcurrentDictionary<TKey, (int Attempts, DateTimeOffset NextTry, MailFailure Failure)> _refused = [];

    /// <summary>Why it is not to be tried now; <see langword="null"/> where it is.</summary>
    public MailFailure? Find(TKey key) => _refused.TryGetValue(key, out var known) && time.GetUtcNow() < known.NextTry ? known.Failure : null;

    public void Add(TKey key, MailFailure failure)
    {
        var attempts = _refused.GetValueOrDefault(key).Attempts + 1;
        var pause = QuarantinePlanner.Pause(attempts + 1 - attemptsAtOnce);
        _refused[key] = (attempts, time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause), failure);
    }

    /// <summary>Lets it be tried now.</summary>
    public void Remove(TKey key) => _refused.TryRemove(key, out _);

    /// <summary>Forgets what is not to be done any more.</summary>
    public void Keep(Func<TKey, bool> isToBeDone)
    {
        foreach (var key in _refused.Keys.Where(k => !isToBeDone(k))) _refused.TryRemove(key, out _);
    }
}
