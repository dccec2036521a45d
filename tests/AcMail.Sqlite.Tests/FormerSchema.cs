namespace AcMail.Sqlite.Tests;

/// <summary>Databases as a former version wrote them.</summary>
static class FormerSchema
{
    /// <summary>Puts a closed database back to the first <paramref name="steps"/> of the schema, with the rows that it had room for.</summary>
    public static void Restore(string database, int steps)
    {
        var former = database + ".former";
        Sql.Run(former, $"{string.Concat(Schema.Steps.Take(steps))} PRAGMA application_id={Schema.ApplicationId}; PRAGMA user_version={steps};");
        foreach (var table in Tables(former).Intersect(Tables(database)).ToList())
        {
            var columns = string.Join(',', Columns(former, table).Intersect(Columns(database, table)));
            Sql.Run(former, $"ATTACH '{database}' AS present; INSERT OR REPLACE INTO {table}({columns}) SELECT {columns} FROM present.{table};");
        }

        Sql.Run(former, "INSERT INTO header_search(header_search) VALUES('rebuild'); PRAGMA journal_mode=WAL;");
        File.Move(former, database, overwrite: true);
    }

    static List<string> Tables(string database) =>
        Sql.Read(database, "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite%' AND name NOT GLOB '*_search*'");

    static List<string> Columns(string database, string table) => Sql.Read(database, $"SELECT name FROM pragma_table_info('{table}')");
}
