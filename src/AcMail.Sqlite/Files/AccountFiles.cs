using System.Globalization;

namespace AcMail.Sqlite;

/// <summary>Where everything of one account is on disk.</summary>
sealed class AccountFiles(string account, string directory)
{
    public string Account { get; } = account;

    /// <summary>Whether the disk takes nothing, so that all that can be done is to read.</summary>
    public bool IsReadOnly { get; set; }

    public string Folder { get; } = Path.GetFullPath(Path.Combine(directory, AccountFolderName.Of(account)));

    public string Database => Path.Combine(Folder, "replica.db");

    /// <summary>A database being made; it takes its final name when it is complete.</summary>
    public string NewDatabase => Path.Combine(Folder, "replica.db.new");

    /// <summary>What a rebuild has finished, and that is to take the place of the database.</summary>
    public string RebuiltDatabase => Path.Combine(Folder, "replica.db.rebuilt");

    /// <summary>Held shared while a store is open, exclusively while the database file is made or replaced.</summary>
    public string OpenLock => Path.Combine(Folder, "replica.lock");

    public string LeaseLock => Path.Combine(Folder, "lease.lock");

    /// <summary>The locks of those who send, each held as long as its store is open.</summary>
    public string Senders => Path.Combine(Folder, "senders");

    public string Content => Path.Combine(Folder, "content");

    public string Spool => Path.Combine(Folder, "spool");

    public string Pack(int number) => Path.Combine(Content, number.ToString("D6", CultureInfo.InvariantCulture) + ".pack");

    public string PackLock(int number) => Path.ChangeExtension(Pack(number), ".lock");

    public void CreateFolders()
    {
        PrivateFile.CreateDirectory(Folder);
        PrivateFile.CreateDirectory(Content);
        PrivateFile.CreateDirectory(Spool);
    }

    /// <summary>The numbers of the packs on disk, ascending.</summary>
    public IReadOnlyList<int> PackNumbers()
    {
        if (!Directory.Exists(Content)) return [];
        var numbers = new List<int>();
        foreach (var path in Directory.EnumerateFiles(Content, "*.pack"))
            if (int.TryParse(Path.GetFileNameWithoutExtension(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
        numbers.Sort();
        return numbers;
    }

    public bool HoldsContent() => PackNumbers().Any(n => new FileInfo(Pack(n)).Length > 0);
}
