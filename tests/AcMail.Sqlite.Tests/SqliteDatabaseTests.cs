namespace AcMail.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("acmail-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("pro")]
    [InlineData("%C3%89cole")]
    [InlineData("a%41b#c;d&e=f é+g")]
    public void What_can_only_be_read_is_found_whatever_the_path_is_called(string folder)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, folder)).FullName, "replica.db");
        File.Create(path).Dispose();
        using (var database = SqliteDatabase.Open(path, cacheKilobytes: 100)) database.Run("PRAGMA user_version=5");

        using var readOnly = SqliteDatabase.OpenReadOnly(path, cacheKilobytes: 100);

        readOnly.Pragma("user_version").ShouldBe(5);
    }

    [Fact]
    public void A_commit_reaches_the_disk_on_every_system()
    {
        var path = Path.Combine(_root, "replica.db");
        File.Create(path).Dispose();

        using var database = SqliteDatabase.Open(path, cacheKilobytes: 100);

        (database.Pragma("synchronous"), database.Pragma("fullfsync")).ShouldBe((2, 1));
    }
}
