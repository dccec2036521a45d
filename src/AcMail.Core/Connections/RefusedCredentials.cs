using System.Collections.Concurrent;

namespace AcMail;

/// <summary>
/// The credentials that servers refused last. A few failures lock an account out, so that nothing which happens by itself tries one again before there is
/// another, or much time has passed: an hour, and twice as long each time.
/// </summary>
sealed class RefusedCredentials(TimeProvider time)
{
    readonly CredentialMemory _refused = new();
    readonly ConcurrentDictionary<(string Account, MailEndpoint Endpoint), Refusal> _refusals = [];

    public bool Any(string account, MailEndpoint endpoint) => _refusals.ContainsKey((account, endpoint));

    /// <summary>Why <paramref name="credential"/> is not to be tried now; <see langword="null"/> where it is.</summary>
    public MailFailure? Find(string account, MailEndpoint endpoint, MailCredential credential)
    {
        if (!_refusals.TryGetValue((account, endpoint), out var refusal) || !_refused.Has(account, endpoint, credential)) return null;
        var left = WatchPace.Doubled(WatchPace.Refused, refusal.Times - 1, WatchPace.RefusedAtMost) - time.GetElapsedTime(refusal.At);
        return left > TimeSpan.Zero ? refusal.Failure with { NotBefore = time.GetUtcNow() + left } : null;
    }

    public void Add(string account, MailEndpoint endpoint, MailCredential credential, MailFailure failure)
    {
        var times = _refused.Has(account, endpoint, credential) ? _refusals.GetValueOrDefault((account, endpoint)).Times : 0;
        _refused.Keep(account, endpoint, credential);
        _refusals[(account, endpoint)] = new(times + 1, time.GetTimestamp(), failure);
    }

    /// <summary>The server took <paramref name="credential"/>. That says nothing of another one that it refused.</summary>
    public void Accepted(string account, MailEndpoint endpoint, MailCredential credential)
    {
        if (Any(account, endpoint) && _refused.Has(account, endpoint, credential)) Forget(account, endpoint);
    }

    /// <summary>Lets whatever there is be tried.</summary>
    public void Forget(string account, MailEndpoint endpoint) => _refusals.TryRemove((account, endpoint), out _);

    readonly record struct Refusal(int Times, long At, MailFailure Failure);
}
