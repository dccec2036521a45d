namespace AcMail.Cli;

/// <summary>
/// A file that is not there before it is whole: it is written under another name and then renamed. Like the replica, it is mail that nobody but its owner reads.
/// </summary>
sealed class PartFile(string path) : IDisposable
{
    bool _kept;

    public FileStream Stream { get; } = new(path, Options());

    public void MoveTo(string target, bool overwrite = true)
    {
        // What it takes the place of may be the only copy of what was deleted since.
        if (overwrite && File.Exists(target)) Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(path, target, overwrite);
        _kept = true;
    }

    /// <summary>The same for a message: mail programs take the file's time for the time of its arrival.</summary>
    public void MoveTo(string target, DateTimeOffset arrived)
    {
        MoveTo(target);
        // A server may tell any time; Windows has none before.
        if (arrived.Year > 1601) File.SetLastWriteTimeUtc(target, arrived.UtcDateTime);
    }

    public void Dispose()
    {
        if (_kept) return;
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // On a full disk the rest cannot be written; nobody wants it any more.
        }

        File.Delete(path);
    }

    static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
