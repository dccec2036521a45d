using System.Globalization;

namespace AcMail.Cli;

/// <summary>
/// Writes one file a message, named by its UID. Where that name holds another message (UIDs start anew with a new UIDVALIDITY), the id is added, and a number
/// where that is taken too (ids start anew with a new store).
/// </summary>
sealed class EmlWriter : IMailboxWriter
{
    readonly string _path;

    public EmlWriter(string path)
    {
        _path = path;
        Directory.CreateDirectory(path);
    }

    public async Task<bool> WriteAsync(MessageInfo message, Stream content, CancellationToken cancellationToken)
    {
        using var part = new PartFile(Path.Combine(_path, $"{message.Id}.part"));
        var hash = await HashingCopy.CopyAsync(content, part.Stream, cancellationToken);
        var length = part.Stream.Length;
        var target = Name(message.Uid.ToString(CultureInfo.InvariantCulture));
        for (var taken = 0; File.Exists(target); taken++)
        {
            if (await IsSameAsync(target)) return false;
            target = Name(taken == 0 ? $"{message.Uid}-{message.Id}" : $"{message.Uid}-{message.Id}-{taken}");
        }

        part.MoveTo(target);
        File.SetLastWriteTimeUtc(target, message.InternalDate.UtcDateTime);
        return true;

        async Task<bool> IsSameAsync(string file)
        {
            await using var stream = File.OpenRead(file);
            return stream.Length == length && await HashingCopy.HashAsync(stream, cancellationToken) == hash;
        }
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    string Name(string stem) => Path.Combine(_path, $"{stem}.eml");
}
