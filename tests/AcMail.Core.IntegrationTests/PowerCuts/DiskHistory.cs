using System.Text;

namespace AcMail.Core.IntegrationTests.PowerCuts;

/// <summary>
/// What a program did to the files below a directory, and in which states a power cut may leave them: what was flushed is there, of the rest each write may be or
/// not be, or be torn, and of the names in a directory whose change was not flushed the last ones may be missing.
/// </summary>
sealed class DiskHistory
{
    const int Sector = 512;

    readonly string _root, _before;
    readonly Dictionary<string, int> _files = [], _filesBefore;
    readonly List<Write> _writes = [];
    readonly List<Naming> _namings = [];
    readonly List<(SystemCall Call, string Path, int? File)> _flushes = [];
    readonly List<(int At, byte[] Bytes)> _sent = [];
    int _numbers;

    /// <param name="calls">What the program did.</param>
    /// <param name="root">The directory.</param>
    /// <param name="before">A copy of it from before.</param>
    public DiskHistory(IEnumerable<SystemCall> calls, string root, string before)
    {
        (_root, _before) = (root, before);
        foreach (var file in Directory.EnumerateFiles(before, "*", SearchOption.AllDirectories)) _files[Path.GetRelativePath(before, file)] = ++_numbers;
        _filesBefore = new(_files);
        foreach (var call in calls) Note(call);
        foreach (var write in _writes) write.DurableAt = Flushed(write.Call, (_, file) => file == write.File);
        foreach (var naming in _namings) naming.DurableAt = Flushed(naming.Call, (path, file) => file is null && path == DirectoryOf(naming.Path));
    }

    /// <summary>The moments between which something changed.</summary>
    public IReadOnlyList<int> Moments =>
    [
        .. _writes.Select(w => w.Call.Begun).Concat(_namings.Select(n => n.Call.Begun)).Concat(_flushes.Select(f => f.Call.Ended + 1)).Concat(_sent.Select(s => s.At + 1))
            .Distinct().Order(),
    ];

    /// <summary>What was sent before a moment, as text.</summary>
    public string SentBefore(int moment) => string.Concat(_sent.Where(s => s.At < moment).Select(s => Encoding.Latin1.GetString(s.Bytes)));

    /// <summary>Makes a directory as the power cut at <paramref name="moment"/> may leave it.</summary>
    /// <param name="moment">When.</param>
    /// <param name="loss">How probably a write that was not flushed is lost.</param>
    /// <param name="random">Which.</param>
    /// <param name="directory">Where to.</param>
    public void Restore(int moment, double loss, Random random, string directory)
    {
        var (files, contents) = (Names(moment, loss, random, directory), Contents(moment, loss, random));
        // SQLite makes its shared memory anew.
        foreach (var (path, file) in files.Where(f => !f.Key.EndsWith("-shm", StringComparison.Ordinal) && Directory.Exists(Path.GetDirectoryName(Path.Combine(directory, f.Key)))))
            File.WriteAllBytes(Path.Combine(directory, path), contents.GetValueOrDefault(file)?.ToArray() ?? []);
    }

    Dictionary<string, int> Names(int moment, double loss, Random random, string directory)
    {
        var (files, ended) = (new Dictionary<string, int>(_filesBefore), new HashSet<string>());
        Directory.CreateDirectory(directory);
        foreach (var known in Directory.EnumerateDirectories(_before, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(directory, Path.GetRelativePath(_before, known)));
        foreach (var naming in _namings.TakeWhile(n => n.Call.Begun < moment))
        {
            if (naming.DurableAt >= moment && (ended.Contains(DirectoryOf(naming.Path)) || random.NextDouble() < loss / 2))
            {
                ended.Add(DirectoryOf(naming.Path));
                continue;
            }

            if (naming.IsDirectory && Directory.Exists(Path.GetDirectoryName(Path.Combine(directory, naming.Path))))
                Directory.CreateDirectory(Path.Combine(directory, naming.Path));
            if (naming.Former is { } former) files.Remove(former);
            if (naming.File is { } file) files[naming.Path] = file;
            else files.Remove(naming.Path);
        }

        return files;
    }

    Dictionary<int, MemoryStream> Contents(int moment, double loss, Random random)
    {
        var contents = _filesBefore.ToDictionary(f => f.Value, f => Load(Path.Combine(_before, f.Key)));
        foreach (var write in _writes.TakeWhile(w => w.Call.Begun < moment))
        {
            var bytes = write.Bytes;
            if (write.DurableAt >= moment)
            {
                if (random.NextDouble() < loss) continue;
                if (bytes.Length > Sector && random.Next(10) == 0) bytes = bytes[..(Sector * random.Next(1, bytes.Length / Sector))];
            }

            if (!contents.TryGetValue(write.File, out var content)) contents[write.File] = content = new();
            if (write.Length is { } length) content.SetLength(length);
            content.Position = write.Offset ?? content.Length;
            content.Write(bytes);
        }

        return contents;
    }

    static MemoryStream Load(string path)
    {
        var content = new MemoryStream();
        content.Write(File.ReadAllBytes(path));
        return content;
    }

    void Note(SystemCall call)
    {
        switch (call.Name)
        {
            case "sendto" or "sendmsg":
                _sent.Add((call.Begun, [.. call.Strings.SelectMany(s => s)]));
                break;
            case "open" or "openat":
                if (PathOf(call, 0) is not { } opened) break;
                if (_files.TryGetValue(opened, out var known))
                {
                    if (call.Arguments.Contains("O_TRUNC", StringComparison.Ordinal)) _writes.Add(new(call, known, 0, [], 0));
                }
                else if (call.Arguments.Contains("O_CREAT", StringComparison.Ordinal))
                {
                    Name(call, opened, _files[opened] = ++_numbers);
                }

                break;
            case "mkdir" or "mkdirat":
                if (PathOf(call, 0) is { } made) _namings.Add(new(call, made, null, null, IsDirectory: true));
                break;
            case "unlink" or "unlinkat":
                if (PathOf(call, 0) is { } gone && _files.Remove(gone)) Name(call, gone, null);
                break;
            case "rename" or "renameat" or "renameat2":
                if (PathOf(call, 0) is not { } former || !_files.Remove(former, out var renamed)) break;
                Name(call, PathOf(call, 1)!, _files[PathOf(call, 1)!] = renamed, former);
                break;
            case "link" or "linkat":
                if (PathOf(call, 0) is { } target && _files.TryGetValue(target, out var linked)) Name(call, PathOf(call, 1)!, _files[PathOf(call, 1)!] = linked);
                break;
            default:
                if (Below(call.OpenFile) is { } path) NoteContent(call, path);
                break;
        }
    }

    void NoteContent(SystemCall call, string path)
    {
        if (call.Name is "fsync" or "fdatasync")
        {
            _flushes.Add((call, path, _files.TryGetValue(path, out var flushed) ? flushed : null));
            return;
        }

        if (!_files.TryGetValue(path, out var file)) return;
        byte[] Written() => [.. call.Strings.SelectMany(s => s).Take((int)call.Result)];
        _writes.Add(call.Name switch
        {
            "pwrite64" or "pwritev" or "pwritev2" => new(call, file, call.LastNumber, Written()),
            "write" or "writev" => new(call, file, null, Written()),
            "ftruncate" => new(call, file, 0, [], call.LastNumber),
            _ => throw new NotSupportedException($"{call.Name}: {call.Arguments}"),
        });
    }

    void Name(SystemCall call, string path, int? file, string? former = null) => _namings.Add(new(call, path, file, former));

    int Flushed(SystemCall call, Func<string, int?, bool> covers) =>
        _flushes.Where(f => f.Call.Begun > call.Ended && covers(f.Path, f.File)).Select(f => f.Call.Ended).DefaultIfEmpty(int.MaxValue).Min();

    string? PathOf(SystemCall call, int index) => Below(Encoding.UTF8.GetString(call.Strings[index]));

    string? Below(string path) => path == _root || path.StartsWith(_root + "/", StringComparison.Ordinal) ? Path.GetRelativePath(_root, path) : null;

    static string DirectoryOf(string path) => Path.GetDirectoryName(path) is { Length: > 0 } directory ? directory : ".";

    sealed record Write(SystemCall Call, int File, long? Offset, byte[] Bytes, long? Length = null)
    {
        public int DurableAt { get; set; }
    }

    sealed record Naming(SystemCall Call, string Path, int? File, string? Former, bool IsDirectory = false)
    {
        public int DurableAt { get; set; }
    }
}
