using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The contents that no message names, nothing in the outbox and nothing in a ledger. They are found once; the caller has the account to itself.</summary>
sealed class UnusedContents
{
    // The newest one stays: its row's number would be given again, and the search index knows the words of the former by it.
    const string Those = """
        FROM content c WHERE c.id<(SELECT max(id) FROM content) AND NOT EXISTS(SELECT 1 FROM message m WHERE m.content_id=c.id)
          AND c.id NOT IN (SELECT content_id FROM outbox) AND c.sha256 NOT IN (SELECT content FROM drop_message WHERE content IS NOT NULL)
        """;

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
