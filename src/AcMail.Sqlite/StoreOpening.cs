namespace AcMail.Sqlite;

/// <summary>Takes the lock that every open store shares, after proving that the files are a store.</summary>
static class StoreOpening
{
    const int ReadOnlyFileSystem = 30, WindowsWriteProtected = unchecked((int)0x80070013);

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(15), Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The same, or no lock where the disk takes none: what is there can be read then, and nothing else.</summary>
    public static async ValueTask<FileLock?> OpenAsync(AccountFiles files, bool create, CancellationToken cancellationToken)
    {
        try
        {
            if (create) files.CreateFolders();
            return await AcquireAsync(files, create, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem or WindowsWriteProtected })
        {
            if (!DatabaseFile.Exists(files)) throw;
            files.IsReadOnly = true;
            return null;
        }
    }

    /// <summary>
    /// Takes the account for its caller alone, or nothing where somebody else has it open. Where a file system has no locks, .NET goes on as if it had; so a lock
    /// that is held must be refused to a second.
    /// </summary>
    public static FileLock? TryAlone(AccountFiles files)
    {
        var alone = FileLock.TryExclusive(files.OpenLock);
        if (alone is null) return null;
        using var second = FileLock.TryShared(files.OpenLock);
        if (second is null) return alone;
        alone.Dispose();
        throw StoreTexts.NoLocks(files.Folder);
    }

    static async ValueTask<FileLock> AcquireAsync(AccountFiles files, bool create, CancellationToken cancellationToken)
    {
        // What is waited for is another process, so this is the one clock that no test replaces.
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (true)
        {
            using (var alone = TryAlone(files))
            {
                if (alone is not null && !StoreFaults.Guard(files.Database, () => DatabaseFile.Exists(files)))
                {
                    if (!create) throw StoreTexts.NoStore(files.Folder);
                    StoreFaults.Guard(files.Database, () => DatabaseFile.Create(files));
                }
            }

            // Where others have it open, they have looked.
            if (FileLock.TryShared(files.OpenLock) is { } shared) return shared;
            if (clock.GetElapsedTime(start) > Patience) throw StoreTexts.InUse(files.Folder);
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
