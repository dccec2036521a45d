using System.Globalization;

namespace AcMail.Benchmarks.Generation;

/// <summary>Puts messages into a Maildir, named as Dovecot names them.</summary>
/// <remarks>
/// <c>S=</c> is the size on disk and <c>W=</c> the size with CRLF, which IMAP and POP3 report: with both in the name, the
/// server need not read a message to know its sizes. They go straight into <c>cur</c>, before the user's first login, for nothing is locked;
/// or they arrive in <c>new</c> by way of <c>tmp</c>, each at once as a whole.
/// </remarks>
sealed class MaildirWriter
{
    readonly string _directory;
    readonly FileOwner? _owner;
    readonly bool _arriving;

    public MaildirWriter(string directory, FileOwner? owner, bool arriving = false)
    {
        (_directory, _owner, _arriving) = (directory, owner, arriving);
        CreateOwned(Path.GetFullPath(directory));
        foreach (var name in (string[])["cur", "new", "tmp"]) CreateOwned(Path.Combine(directory, name));
    }

    public void Write(MessageStamp stamp, ReadOnlySpan<byte> message, string flags)
    {
        var wireSize = message.Length + message.Count((byte)'\n');
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{stamp.Date.ToUnixTimeSeconds()}.M{stamp.Index:D7}P{stamp.Seed}.mail.ac-lyon.fr,S={message.Length},W={wireSize}");
        var path = _arriving ? Path.Combine(_directory, "tmp", name) : Path.Combine(_directory, "cur", $"{name}:2,{flags}");
        using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            RandomAccess.Write(file, message, 0);
            _owner?.Take(file);
            // Dovecot takes INTERNALDATE from it.
            File.SetLastWriteTimeUtc(file, stamp.Date.UtcDateTime);
        }

        if (_arriving) File.Move(path, Path.Combine(_directory, "new", name));
    }

    void CreateOwned(string directory)
    {
        if (Directory.Exists(directory)) return;
        if (Path.GetDirectoryName(directory) is { } parent) CreateOwned(parent);
        Directory.CreateDirectory(directory);
        _owner?.Take(directory);
    }
}
