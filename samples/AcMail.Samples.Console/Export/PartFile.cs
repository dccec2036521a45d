namespace AcMail.Cli;

/// <summary>A file that is not there before it is whole: it is written under another name and then renamed.</summary>
sealed class PartFile(string path) : IDisposable
{
    bool _kept;

    public FileStream Stream { get; } = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);

    public void MoveTo(string target, bool overwrite = true)
    {
        Stream.Dispose();
        File.Move(path, target, overwrite);
        _kept = true;
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
}
