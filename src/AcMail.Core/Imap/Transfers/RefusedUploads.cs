using System.Collections.Concurrent;

namespace AcMail;

/// <summary>
/// The uploads that the server refused for good, or lost, and the moves that it only says it makes. Each attempt costs all their octets, or moves something
/// else, so they are made with growing pauses, as long as the process runs.
/// </summary>
sealed class RefusedUploads(TimeProvider time)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    readonly ConcurrentDictionary<long, (int Attempts, DateTimeOffset NextTry, MailFailure Failure)> _refused = [];

    /// <summary>Why the upload is not to be tried now; <see langword="null"/> where it is.</summary>
    public MailFailure? Find(long upload) =>
        _refused.TryGetValue(upload, out var known) && time.GetUtcNow() < known.NextTry ? known.Failure : null;

    public void Add(long upload, MailFailure failure)
    {
        var attempts = _refused.GetValueOrDefault(upload).Attempts + 1;
        var pause = QuarantinePlanner.Pause(attempts);
        _refused[upload] = (attempts, time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause), failure);
    }

    /// <summary>Lets the upload be tried now.</summary>
    public void Remove(long upload) => _refused.TryRemove(upload, out _);
}
