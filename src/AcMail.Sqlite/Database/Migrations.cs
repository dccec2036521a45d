using System.Globalization;

namespace AcMail.Sqlite;

/// <summary>Brings a database of ours to the present schema, one step a transaction.</summary>
static class Migrations
{
    public static void Apply(SqliteDatabase database, string path)
    {
        if (Version(database, path) == Schema.Steps.Count) return;
        for (var done = false; !done;)
        {
            database.Transact(() =>
            {
                // Another process may have been faster.
                var version = (int)Version(database, path);
                done = version == Schema.Steps.Count;
                if (done) return;
                database.Run(Schema.Steps[version]);
                database.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={version + 1}"));
            });
        }
    }

    static long Version(SqliteDatabase database, string path)
    {
        var version = database.Pragma("user_version");
        return version >= 0 && version <= Schema.Steps.Count ? version : throw StoreTexts.Newer(path, version);
    }
}
