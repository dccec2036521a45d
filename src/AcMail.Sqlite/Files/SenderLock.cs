namespace AcMail.Sqlite;

/// <summary>
/// Marks what an open store sends as its own, by the name of a lock that ends with its process. Whoever finds a message that is being sent can so tell whether
/// anybody still is.
/// </summary>
sealed class SenderLock(AccountFiles files) : IDisposable
{
    readonly Lock _gate = new();
    FileLock? _lock;

    /// <summary>The name of this store's lock; empty until it is taken.</summary>
    public string Name { get; private set; } = "";

    public string Take()
    {
        lock (_gate)
        {
            if (_lock is null) StoreFaults.Guard(files.Senders, TakeNew);
            return Name;
        }
    }

    /// <summary>Whether a message in that state is in somebody's hands.</summary>
    public static bool IsHeldIn(OutboxState state) => state is OutboxState.Sending or OutboxState.SentCopyPending;

    /// <summary>Whether a store other than this is called <paramref name="name"/> and is open.</summary>
    public bool IsOther(string name) => name.Length > 0 && name != Name && FileLock.IsHeld(Path.Combine(files.Senders, name));

    public void Dispose()
    {
        lock (_gate)
        {
            _lock?.Dispose();
            if (_lock is not null) Remove(Path.Combine(files.Senders, Name));
            _lock = null;
        }
    }

    void TakeNew()
    {
        PrivateFile.CreateDirectory(files.Senders);
        foreach (var path in Directory.GetFiles(files.Senders)) RemoveLeft(path);
        while (_lock is null)
        {
            Name = Path.GetRandomFileName();
            var path = Path.Combine(files.Senders, Name);
            _lock = FileLock.TryExclusive(path);
            // Before it was locked, another store may have taken it for one that was left behind.
            if (_lock is null || File.Exists(path)) continue;
            _lock.Dispose();
            _lock = null;
        }
    }

    static void RemoveLeft(string path)
    {
        using var free = FileLock.TryExclusive(path);
        if (free is not null) Remove(path);
    }

    static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next who sends removes it.
        }
    }
}
