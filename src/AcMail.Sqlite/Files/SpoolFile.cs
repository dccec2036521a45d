namespace AcMail.Sqlite;

/// <summary>Temporary files for messages too large for memory.</summary>
static class SpoolFile
{
    public static Stream Create(AccountFiles files)
    {
        PrivateFile.CreateDirectory(files.Spool);
        var path = Path.Combine(files.Spool, Path.GetRandomFileName());
        var file = PrivateFile.Open(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete,
            OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
        // Without a name it is gone with the process, even when that is killed.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return new SpoolStream(file, files.Spool);
    }

    public static void RemoveLeftovers(AccountFiles files)
    {
        if (!Directory.Exists(files.Spool)) return;
        foreach (var path in Directory.EnumerateFiles(files.Spool))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process is using it.
            }
        }
    }
}
