using System.Globalization;

namespace AcMail.Benchmarks.Generation;

/// <summary>Puts messages into a Maildir's <c>cur</c>, named as Dovecot names them.</summary>
/// <remarks>
/// <c>S=</c> is the size on disk and <c>W=</c> the size with CRLF, which IMAP and POP3 report: with both in the name, the
/// server need not read a message to know its sizes. Write before the user's first login, for nothing is locked.
/// </remarks>
sealed class MaildirWriter
{
    readonly string _current;
    readonly FileOwner? _owner;

    public MaildirWriter(string directory, FileOwner? owner)
    {
        _owner = owner;
        _current = Path.Combine(directory, "cur");
        CreateOwned(Path.GetFullPath(directory));
        foreach (var name in (string[])["cur", "new", "tmp"]) CreateOwned(Path.Combine(directory, name));
    }

    public void Write(MessageStamp stamp, ReadOnlySpan<byte> message, string flags)
    {
        var wireSize = message.Length + message.Count((byte)'\n');
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{stamp.Date.ToUnixTimeSeconds()}.M{stamp.Index:D7}P{stamp.Seed}.mail.ac-lyon.fr,S={message.Length},W={wireSize}:2,{flags}");
        using var file = File.OpenHandle(Path.Combine(_current, name), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        RandomAccess.Write(file, message, 0);
        _owner?.Take(file);
        // Dovecot takes INTERNALDATE from it.
        File.SetLastWriteTimeUtc(file, stamp.Date.UtcDateTime);
    }

    void CreateOwned(string directory)
    {
        if (Directory.Exists(directory)) return;
        if (Path.GetDirectoryName(directory) is { } parent) CreateOwned(parent);
        Directory.CreateDirectory(directory);
        _owner?.Take(directory);
    }
}
