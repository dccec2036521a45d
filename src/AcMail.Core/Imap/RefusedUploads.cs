namespace AcMail;

/// <summary>
/// The uploads that the server refused for good, or lost. Each attempt costs all their octets, so they are made with growing pauses, as long as the process runs.
/// </summary>
sealed class RefusedUploads(TimeProvider time)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    readonly Dictionary<long, (int Attempts, DateTimeOffset NextTry, MailFailure Failure)> _refused = [];

    /// <summary>Why the upload is not to be tried now; <see langword="null"/> where it is.</summary>
    public MailFailure? Find(long transfer) =>
        _refused.TryGetValue(transfer, out var known) && time.GetUtcNow() < known.NextTry ? known.Failure : null;

    public void Add(long transfer, MailFailure failure)
    {
        var attempts = _refused.GetValueOrDefault(transfer).Attempts + 1;
        var pause = QuarantinePlanner.Pause(attempts);
        _refused[transfer] = (attempts, time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause), failure);
    }
}
