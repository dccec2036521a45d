namespace AcMail.Sqlite;

/// <summary>An empty file in the place of a pack that nothing needs any more. Who has the former open reads it to its end.</summary>
static class EmptyPack
{
    /// <returns>Whether it is there: on Windows, not while somebody has the former open.</returns>
    public static bool TryReplace(AccountFiles files, int number)
    {
        var path = files.Pack(number);
        var empty = Path.ChangeExtension(path, ".new");
        using (var stream = PrivateFile.Open(empty, FileMode.Create, FileAccess.Write, FileShare.None)) stream.Flush(flushToDisk: true);
        try
        {
            File.Move(empty, path, overwrite: true);
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && (e is IOException or UnauthorizedAccessException))
        {
            return false;
        }

        DirectorySync.Flush(files.Content);
        return true;
    }
}
