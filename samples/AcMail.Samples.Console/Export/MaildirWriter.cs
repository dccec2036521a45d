using AcMail.Storage;

namespace AcMail.Cli;

/// <summary>Writes a Maildir. Files of an earlier export are recognised by name, kept, and renamed where flags have changed.</summary>
sealed class MaildirWriter : IMailboxWriter
{
    readonly Dictionary<ContentKey, int> _occurrences = [];
    readonly Dictionary<string, string> _existing = [];
    readonly string _cur;
    readonly string _tmp;

    public MaildirWriter(string path)
    {
        (_cur, _tmp) = (Path.Combine(path, "cur"), Path.Combine(path, "tmp"));
        foreach (var directory in (string[])[_cur, _tmp, Path.Combine(path, "new")]) Directory.CreateDirectory(directory);
        foreach (var file in Directory.EnumerateFiles(_cur).Select(f => Path.GetFileName(f)))
            if (MaildirName.KeyIn(file) is { } key) _existing[key] = file;
    }

    public async Task<bool> WriteAsync(MessageInfo message, Stream content, CancellationToken cancellationToken)
    {
        var isRerun = _existing.Count > 0 && content.CanSeek;
        if (isRerun)
        {
            var known = NextKey(await HashingCopy.HashAsync(content, cancellationToken));
            if (Keep(known, message, content.Length)) return false;
            content.Position = 0;
            return await WriteAsync(message, content, _ => known, cancellationToken);
        }

        return await WriteAsync(message, content, NextKey, cancellationToken);
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    async Task<bool> WriteAsync(MessageInfo message, Stream content, Func<ContentKey, string> keyOf, CancellationToken cancellationToken)
    {
        using var part = new PartFile(Path.Combine(_tmp, $"{message.Id}.acmail"));
        var key = keyOf(await HashingCopy.CopyAsync(content, part.Stream, cancellationToken));
        var length = part.Stream.Length;
        if (Keep(key, message, length)) return false;
        part.MoveTo(Path.Combine(_cur, MaildirName.Of(key, message, length)), message.InternalDate);
        return true;
    }

    string NextKey(ContentKey content)
    {
        var occurrence = _occurrences.GetValueOrDefault(content);
        _occurrences[content] = occurrence + 1;
        return MaildirName.Key(content, occurrence);
    }

    bool Keep(string key, MessageInfo message, long length)
    {
        if (!_existing.TryGetValue(key, out var file)) return false;
        var (from, to) = (Path.Combine(_cur, file), Path.Combine(_cur, MaildirName.Of(key, message, length)));
        if (new FileInfo(from) is not { Exists: true } info || info.Length != length)
        {
            File.Delete(from);
            return false;
        }

        if (from != to) File.Move(from, to, overwrite: true);
        return true;
    }
}
