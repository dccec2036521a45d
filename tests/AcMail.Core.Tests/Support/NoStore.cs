using AcMail.Storage;

namespace AcMail.Tests;

/// <summary>Stands where a store has to be registered and is never opened.</summary>
sealed class NoStore : IMailStoreProvider
{
    public ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
