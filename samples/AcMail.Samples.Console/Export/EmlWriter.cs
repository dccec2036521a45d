using System.Globalization;
using AcMail.Storage;

namespace AcMail.Cli;

/// <summary>
/// Writes one file a message, named by its UID. Where that name is taken (UIDs start anew with a new UIDVALIDITY), the id is added, and a number where that is
/// taken too (ids start anew with a new store). A message that stands there is known by its bytes, since its UID changes: there is none before it is on the
/// server.
/// </summary>
sealed class EmlWriter : IMailboxWriter
{
    readonly string _path;
    readonly ILookup<long, string> _former;
    readonly Dictionary<string, ContentKey> _hashes = [];
    readonly HashSet<string> _kept = [];

    public EmlWriter(string path)
    {
        _path = path;
        _former = Directory.CreateDirectory(path).EnumerateFiles("*.eml").ToLookup(f => f.Length, f => f.FullName);
    }

    public async Task<bool> WriteAsync(MessageInfo message, Stream content, CancellationToken cancellationToken)
    {
        using var part = new PartFile(Path.Combine(_path, $"{message.Id}.part"));
        var hash = await HashingCopy.CopyAsync(content, part.Stream, cancellationToken);
        var target = Name(message.Uid.ToString(CultureInfo.InvariantCulture));
        // Its own name comes first, so that of messages that are alike each keeps its file.
        foreach (var file in _former[part.Stream.Length].OrderByDescending(f => f == target))
        {
            if (_kept.Contains(file) || await HashAsync(file, cancellationToken) != hash) continue;
            _kept.Add(file);
            return false;
        }

        for (var taken = 0; File.Exists(target); taken++) target = Name(taken == 0 ? $"{message.Uid}-{message.Id}" : $"{message.Uid}-{message.Id}-{taken}");
        part.MoveTo(target);
        File.SetLastWriteTimeUtc(target, message.InternalDate.UtcDateTime);
        return true;
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    async Task<ContentKey> HashAsync(string file, CancellationToken cancellationToken)
    {
        if (_hashes.TryGetValue(file, out var known)) return known;
        await using var stream = File.OpenRead(file);
        return _hashes[file] = await HashingCopy.HashAsync(stream, cancellationToken);
    }

    string Name(string stem) => Path.GetFullPath(Path.Combine(_path, $"{stem}.eml"));
}
