using Microsoft.Data.Sqlite;

namespace AcMail.Sqlite.Tests;

static class Sql
{
    public static void Run(string database, string sql) => Execute(database, sql, command => command.ExecuteNonQuery());

    /// <summary>The first column of every row.</summary>
    public static List<string> Read(string database, string sql) => Execute(database, sql, command =>
    {
        var values = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) values.Add(reader.GetValue(0).ToString()!);
        return values;
    });

    /// <summary>How SQLite would run a query: a line for each table, and one for each sort.</summary>
    public static List<string> Explain(string database, string sql) => Execute(database, "EXPLAIN QUERY PLAN " + sql, command =>
    {
        for (var i = 1; sql.Contains($"?{i}", StringComparison.Ordinal); i++) command.Parameters.AddWithValue($"?{i}", 1);
        var steps = new List<string>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) steps.Add(reader.GetString(3));
        return steps;
    });

    static T Execute<T>(string database, string sql, Func<SqliteCommand, T> execute)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return execute(command);
    }
}
