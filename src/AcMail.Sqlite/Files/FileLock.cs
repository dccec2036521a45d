namespace AcMail.Sqlite;

/// <summary>A lock that the kernel releases with its process, however that dies. It also holds between two tasks of one process.</summary>
sealed class FileLock : IDisposable, IAsyncDisposable
{
    const int LinuxWouldBlock = 11, MacWouldBlock = 35, WindowsSharingViolation = unchecked((int)0x80070020);

    readonly FileStream _file;

    FileLock(FileStream file) => _file = file;

    public static FileLock? TryExclusive(string path) => Try(path, FileAccess.ReadWrite, FileShare.None);

    public static FileLock? TryShared(string path) => Try(path, FileAccess.Read, FileShare.Read);

    public void Dispose() => _file.Dispose();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    static FileLock? Try(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new(PrivateFile.Open(path, FileMode.OpenOrCreate, access, share));
        }
        catch (IOException e) when (e.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
    }
}
