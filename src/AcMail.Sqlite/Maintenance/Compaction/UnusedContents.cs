using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The contents that no message names, nothing in the outbox and nothing in a ledger. They are found once, and may come to be named since.</summary>
sealed class UnusedContents
{
    const string Unnamed = """
        NOT EXISTS(SELECT 1 FROM message m WHERE m.content_id=c.id)
          AND c.id NOT IN (SELECT content_id FROM outbox) AND c.sha256 NOT IN (SELECT content FROM drop_message WHERE content IS NOT NULL)
        """;

    // The newest one stays: its row's number would be given again, and the search index knows the words of the former by it.
    const string Those = $"FROM content c WHERE c.id<(SELECT max(id) FROM content) AND {Unnamed}";

    const string Named = $"DELETE FROM unused WHERE pack=?1 AND NOT EXISTS(SELECT 1 FROM content c WHERE c.id=unused.id AND {Unnamed})";

    // Those that were taken out have no pack.
    const string CameAgain = "DELETE FROM unused WHERE pack=0 AND EXISTS(SELECT 1 FROM content c WHERE c.sha256=unused.sha256)";

    const string Measuring = $"SELECT sum(c.length) {Those}", OfPack = "IN (SELECT id FROM unused WHERE pack=?1)";

    // FTS5 takes words out of an index that has its texts in a table by being told them again.
    static readonly string[] Forgetting =
    [
        $"""
        INSERT INTO header_search(header_search, rowid, subject, sender, recipients, copies)
        SELECT 'delete', content_id, subject, sender, recipients, copies FROM header WHERE content_id {OfPack}
        """,
        $"DELETE FROM header WHERE content_id {OfPack}",
        $"DELETE FROM identity WHERE content_id {OfPack}",
        $"DELETE FROM content WHERE id {OfPack}",
        "UPDATE unused SET pack=0 WHERE pack=?1",
    ];

    readonly SqliteDatabase _database;

    public UnusedContents(SqliteDatabase database)
    {
        _database = database;
        // On the disk: there may be as many as there are messages.
        database.Run("PRAGMA temp_store=FILE");
        database.Run($"CREATE TEMP TABLE unused AS SELECT c.id AS id, c.sha256 AS sha256, c.pack AS pack {Those}");
        database.Run("CREATE UNIQUE INDEX temp.unused_key ON unused(sha256)");
    }

    /// <summary>How many bytes they have.</summary>
    public static long Measure(SqliteDatabase database) => database.Prepare(Measuring).Scalar() ?? 0;

    /// <summary>Whether the state has the content, and nothing in it names it.</summary>
    public static bool Holds(SqliteDatabase database, ContentKey key) =>
        database.Prepare($"SELECT 1 FROM content c WHERE c.sha256=?1 AND {Unnamed}").Bind(1, key).Scalar() is not null;

    /// <summary>Leaves out those of a pack that somebody has come to name since, or is to name, and those that were taken out and came again.</summary>
    public void Refresh(int pack, IEnumerable<ContentKey> expected)
    {
        _database.Prepare(Named).Bind(1, pack).Execute();
        _database.Prepare(CameAgain).Execute();
        foreach (var key in expected) Keep(key);
    }

    /// <summary>Leaves one out.</summary>
    public void Keep(ContentKey key) => _database.Prepare("DELETE FROM unused WHERE sha256=?1").Bind(1, key).Execute();

    /// <summary>The packs that hold some, ascending.</summary>
    public List<int> Packs()
    {
        var packs = new List<int>();
        using var rows = _database.Prepare("SELECT DISTINCT pack FROM unused ORDER BY pack").Open();
        while (rows.Read()) packs.Add(rows.Int32(0));
        return packs;
    }

    public bool Contains(ContentKey key) => _database.Prepare("SELECT 1 FROM unused WHERE sha256=?1").Bind(1, key).Scalar() is not null;

    /// <summary>Takes those of a pack out of the state, in the transaction of the caller, and returns how many they were.</summary>
    public int Forget(int pack)
    {
        var forgotten = 0;
        foreach (var step in Forgetting) forgotten = _database.Prepare(step).Bind(1, pack).Execute();
        return forgotten;
    }
}
