using AcMail.Testing;

namespace AcMail.Benchmarks.Watching.Recovery;

/// <summary>Something that goes wrong while an account is watched.</summary>
/// <param name="Strike">Lets it happen, delivers meanwhile, and says when it was over: from then on it only has to be noticed.</param>
sealed record WatchFault(Func<WatchedInbox, CancellationToken, Task<long>> Strike)
{
    /// <summary>What the server says to those whose token has expired; by default it refuses their next command and closes nothing.</summary>
    public ScriptedReply? ExpiredReply { get; init; }
}
