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
    readonly HashSet<long> _hashed = [];
    readonly Dictionary<ContentKey, HashSet<string>> _alike = [];

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
        if (await TakeFormerAsync(part.Stream.Length, hash, target, cancellationToken)) return false;
        for (var taken = 0; File.Exists(target); taken++) target = Name(taken == 0 ? $"{message.Uid}-{message.Id}" : $"{message.Uid}-{message.Id}-{taken}");
        part.MoveTo(target, message.InternalDate);
        return true;
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    /// <summary>Whether a message stands there already; each file is that of one.</summary>
    async Task<bool> TakeFormerAsync(long length, ContentKey hash, string target, CancellationToken cancellationToken)
    {
        if (_hashed.Add(length))
        {
            foreach (var file in _former[length])
            {
                await using var stream = File.OpenRead(file);
                var key = await HashingCopy.HashAsync(stream, cancellationToken);
                if (!_alike.TryGetValue(key, out var known)) _alike[key] = known = [];
                known.Add(file);
            }
        }

        // Its own name comes first, so that of messages that are alike each keeps its file.
        return _alike.TryGetValue(hash, out var alike) && (alike.Remove(target) || (alike.Count > 0 && alike.Remove(alike.First())));
    }

    string Name(string stem) => Path.GetFullPath(Path.Combine(_path, $"{stem}.eml"));
}
