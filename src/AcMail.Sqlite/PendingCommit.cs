namespace AcMail.Sqlite;

/// <summary>One caller's part of a transaction that may serve several.</summary>
abstract class PendingCommit
{
    int _taken;

    /// <summary>Takes it from the queue for good: to apply it, or because its caller gave up.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    public abstract void Apply(ChangeWriter changes);

    public abstract void Succeed();

    public abstract void Fail(Exception exception);
}

sealed class PendingCommit<T>(Func<ChangeWriter, T> apply) : PendingCommit
{
    readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T _result = default!;

    public Task<T> Outcome => _outcome.Task;

    public override void Apply(ChangeWriter changes) => _result = apply(changes);

    public override void Succeed() => _outcome.SetResult(_result);

    public override void Fail(Exception exception) => _outcome.SetException(exception);
}
