namespace AcMail.Sqlite;

/// <summary>A lock that the kernel releases with its process, however that dies. It also holds between two tasks of one process.</summary>
sealed class FileLock : IDisposable, IAsyncDisposable
{
    const int LinuxWouldBlock = 11, MacWouldBlock = 35, WindowsSharingViolation = unchecked((int)0x80070020);

    // Windows deletes no file that somebody has open, unless he lets it.
    static readonly FileShare Alone = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    readonly FileStream _file;

    FileLock(FileStream file) => _file = file;

    public static FileLock? TryExclusive(string path) => Try(path, FileAccess.ReadWrite, Alone);

    public static FileLock? TryShared(string path) => Try(path, FileAccess.Read, FileShare.Read);

    /// <summary>Whether there is such a file, and somebody holds its lock alone.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using var free = Try(path, FileAccess.Read, FileShare.Read, FileMode.Open);
            return free is null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    public void Dispose() => _file.Dispose();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    static FileLock? Try(string path, FileAccess access, FileShare share, FileMode mode = FileMode.OpenOrCreate)
    {
        try
        {
            return new(PrivateFile.Open(path, mode, access, share));
        }
        catch (IOException e) when (e.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
    }
}
