namespace AcMail;

/// <summary>Lets any number of tasks wait until something happens the next time.</summary>
sealed class Pulse
{
    TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next <see cref="Beat"/>. To be taken before looking for what that would tell of.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Beat() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
