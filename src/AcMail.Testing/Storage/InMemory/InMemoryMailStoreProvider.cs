using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>
/// Stores in memory, for the tests of applications, and the reference of what a store does. What was committed lasts as long as the provider,
/// so that opening an account again, or handing the provider to another host, is what a restart of the program is to a store on disk.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryMailStoreProvider : IMailStoreProvider
{
    readonly Dictionary<string, InMemoryAccount> _accounts = new(StringComparer.Ordinal);
    readonly StoreFaults _faults;

    /// <summary>Creates a provider without any account.</summary>
    public InMemoryMailStoreProvider()
    {
        _faults = new(Kill);
        Maintenance = new InMemoryMaintenance(this);
    }

    /// <summary>Checks, rebuilds and compacts its accounts.</summary>
    public IStoreMaintenance Maintenance { get; }

    /// <summary>How many commits have been begun in all accounts, those of the outbox included.</summary>
    public int Commits => _faults.Commits;

    /// <summary>What goes wrong, and when. It strikes once, and is <see langword="null"/> from then on.</summary>
    public StoreFault? Fault
    {
        get => _faults.Next;
        set => _faults.Next = value;
    }

    internal Lock Gate { get; } = new();

    /// <inheritdoc/>
    public ValueTask<IMailStore> OpenAsync(string account, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<IMailStore>(cancellationToken);
        lock (Gate)
        {
            if (!_accounts.TryGetValue(account, out var known)) _accounts.Add(account, known = new(account, Gate));
            return new(new InMemoryMailStore(known, _faults));
        }
    }

    /// <summary>
    /// Ends the program, as a kill would: what was not committed and all leases are gone, and every call on a store that is open throws
    /// <see cref="StoreCrashException"/>. Accounts can be opened again at once.
    /// </summary>
    public void Crash()
    {
        lock (Gate) Kill();
    }

    internal InMemoryAccount? Find(string account)
    {
        lock (Gate) return _accounts.GetValueOrDefault(account);
    }

    void Kill()
    {
        foreach (var account in _accounts.Values) account.Kill();
    }
}
