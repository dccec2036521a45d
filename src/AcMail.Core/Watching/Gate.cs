namespace AcMail;

/// <summary>Lets a number of callers in at once, and knows whether others wait.</summary>
sealed class Gate(int atOnce) : IDisposable
{
    readonly SemaphoreSlim _free = new(atOnce);
    int _waiting;

    public bool IsWaitedFor => Volatile.Read(ref _waiting) > 0;

    /// <returns>What lets the next in when it is disposed of.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return new Place(_free);
    }

    public void Dispose() => _free.Dispose();

    sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
