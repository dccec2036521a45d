namespace AcMail.Benchmarks.Watching.Recovery;

/// <summary>Something that goes wrong while an account is watched.</summary>
/// <param name="Strike">Lets it happen, delivers meanwhile, and says when it was over: from then on it only has to be noticed.</param>
sealed record WatchFault(Func<WatchedInbox, CancellationToken, Task<long>> Strike)
{
    /// <summary>Whether the server ends IDLE and the connection of whose token has expired, or only refuses the next command.</summary>
    public bool ExpiryHangsUp { get; init; }
}
