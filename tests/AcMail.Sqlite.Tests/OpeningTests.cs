using AcMail.Storage;

namespace AcMail.Sqlite.Tests;

public sealed class OpeningTests : IAsyncDisposable
{
    readonly StoreFixture _stores = new();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Fact]
    public async Task Nobody_else_can_read_the_files()
    {
        if (OperatingSystem.IsWindows()) return;
        var store = await _stores.OpenAsync();
        await store.StoreAsync("x");
        foreach (var directory in Directory.EnumerateDirectories(_stores.Root, "*", SearchOption.AllDirectories))
            File.GetUnixFileMode(directory).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.EnumerateFiles(_stores.Folder, "*", SearchOption.AllDirectories))
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Theory]
    [InlineData("pro", "pro")]
    [InlineData("david.martin@ac-lyon.fr", "david.martin@ac-lyon.fr")]
    [InlineData("../x", "%2E.%2Fx")]
    [InlineData("a.", "a%2E")]
    [InlineData("..", "%2E%2E")]
    [InlineData("é %", "%C3%A9%20%25")]
    [InlineData("con", "%63on")]
    [InlineData("COM1.x", "%43OM1.x")]
    [InlineData("contact", "contact")]
    public async Task An_accounts_name_becomes_a_safe_folder(string account, string folder)
    {
        await _stores.OpenAsync(account);
        Directory.EnumerateDirectories(_stores.Root).Select(Path.GetFileName).ShouldBe([folder]);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_not_touched() =>
        await ExpectUntouchedAsync(MailErrorKind.StorageForeign, () => File.WriteAllText(_stores.Database, "Cher journal, aujourd'hui rien."));

    [Fact]
    public async Task Another_programs_database_is_not_touched() =>
        await ExpectUntouchedAsync(MailErrorKind.StorageForeign, () => Sql.Run(_stores.Database, "CREATE TABLE diary(day TEXT)"));

    [Fact]
    public async Task A_newer_database_is_not_touched()
    {
        await _stores.OpenAsync();
        await _stores.CloseAsync();
        await ExpectUntouchedAsync(MailErrorKind.StorageForeign, () => Sql.Run(_stores.Database, "PRAGMA user_version=99"));
    }

    [Fact]
    public async Task A_truncated_database_is_damaged_and_not_touched()
    {
        await (await _stores.OpenAsync()).StoreAsync("x");
        await _stores.CloseAsync();
        await ExpectUntouchedAsync(MailErrorKind.StorageDamaged, () =>
        {
            using var file = File.OpenWrite(_stores.Database);
            file.SetLength(20_000);
        });
    }

    [Fact]
    public async Task A_database_that_is_missing_beside_its_content_is_not_replaced_by_an_empty_one()
    {
        await (await _stores.OpenAsync()).StoreAsync("x");
        await _stores.CloseAsync();
        foreach (var lose in (Action[])[() => File.Delete(_stores.Database), () => File.WriteAllBytes(_stores.Database, [])])
        {
            lose();
            var failure = await _stores.FailureToOpenAsync();
            failure.Kind.ShouldBe(MailErrorKind.StorageDamaged);
            failure.Remedy.English.ShouldContain("RebuildAsync");
            failure.Remedy.French.ShouldContain("--rebuild");
        }
    }

    [Fact]
    public async Task An_empty_file_without_content_becomes_a_store()
    {
        Directory.CreateDirectory(_stores.Folder);
        await File.WriteAllBytesAsync(_stores.Database, []);
        await (await _stores.OpenAsync()).StoreAsync("x");
    }

    [Fact]
    public async Task A_database_without_tables_becomes_a_store()
    {
        Directory.CreateDirectory(_stores.Folder);
        Sql.Run(_stores.Database, "PRAGMA journal_mode=WAL");
        new FileInfo(_stores.Database).Length.ShouldBeGreaterThan(0);
        await (await _stores.OpenAsync()).StoreAsync("x");
    }

    [Fact]
    public async Task A_creation_that_was_interrupted_is_begun_again()
    {
        Directory.CreateDirectory(_stores.Folder);
        await File.WriteAllTextAsync(_stores.Database + ".new", "half");
        await File.WriteAllTextAsync(_stores.Database + ".new-journal", "half");
        await (await _stores.OpenAsync()).StoreAsync("x");
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_unavailable()
    {
        await File.WriteAllTextAsync(_stores.Folder, "");
        (await _stores.FailureToOpenAsync()).Kind.ShouldBe(MailErrorKind.StorageUnavailable);
    }

    [Fact]
    public async Task A_file_in_place_of_the_directory_is_not_called_damage()
    {
        Directory.Delete(_stores.Root);
        await File.WriteAllTextAsync(_stores.Root, "");
        var failure = await _stores.FailureToOpenAsync();
        File.Delete(_stores.Root);
        Directory.CreateDirectory(_stores.Root);

        failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);
        failure.Message.English.ShouldContain(_stores.Folder);
    }

    [Fact]
    public async Task A_directory_that_is_taken_away_while_it_is_open_is_not_called_damage()
    {
        var store = await _stores.OpenAsync();
        var key = await store.StoreAsync("x");
        Directory.Move(_stores.Folder, _stores.Folder + "-gone");
        var leasing = await Should.ThrowAsync<MailException>(async () => await store.TryAcquireLeaseAsync());
        var reading = await Should.ThrowAsync<MailException>(async () => await store.Content.OpenReadAsync(key));
        await _stores.CloseAsync();

        leasing.Failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);
        reading.Failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);
    }

    async Task ExpectUntouchedAsync(MailErrorKind kind, Action prepare)
    {
        Directory.CreateDirectory(_stores.Folder);
        prepare();
        var before = await File.ReadAllBytesAsync(_stores.Database);
        var failure = await _stores.FailureToOpenAsync();
        failure.Kind.ShouldBe(kind);
        failure.Message.English.ShouldContain(_stores.Database);
        failure.Message.French.ShouldContain(_stores.Database);
        failure.Remedy.English.ShouldNotBeEmpty();
        (await File.ReadAllBytesAsync(_stores.Database)).ShouldBe(before);
    }
}
