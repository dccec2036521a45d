using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>What lasts of one account, and who is using it.</summary>
sealed class InMemoryAccount(string name, Lock gate)
{
    readonly HashSet<InMemoryMailStore> _open = [];
    volatile ReplicaState _state = ReplicaState.Empty;
    object? _lease;

    public string Name => name;

    /// <summary>Guards everything that changes, in all accounts of a provider.</summary>
    public Lock Gate => gate;

    /// <summary>What has been committed. It is read without a lock: a state never changes.</summary>
    public ReplicaState State
    {
        get => _state;
        set => _state = value;
    }

    public bool InUse => _open.Count > 0 || _lease is not null;

    public bool IsLeased => _lease is not null;

    /// <summary>Contents that an open store was given, and that a commit may name next.</summary>
    public IEnumerable<ContentKey> Expected => _open.SelectMany(s => s.Expected.Keys);

    public void Opened(InMemoryMailStore store) => _open.Add(store);

    public void Closed(InMemoryMailStore store) => _open.Remove(store);

    public IAsyncDisposable? TryLease()
    {
        if (_lease is not null) return null;
        var lease = new InMemoryLease(this);
        _lease = lease;
        return lease;
    }

    public void Release(InMemoryLease lease)
    {
        lock (Gate)
            if (_lease == lease) _lease = null;
    }

    public void Kill()
    {
        foreach (var store in _open) store.Kill();
        _open.Clear();
        _lease = null;
    }
}
