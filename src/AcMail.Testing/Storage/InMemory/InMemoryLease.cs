namespace AcMail.Testing;

/// <summary>The right to synchronise an account.</summary>
sealed class InMemoryLease(InMemoryAccount account) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        account.Release(this);
        return ValueTask.CompletedTask;
    }
}
