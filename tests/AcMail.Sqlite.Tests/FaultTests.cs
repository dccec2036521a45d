using System.Reflection;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AcMail.Sqlite.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(raw.SQLITE_FULL, raw.SQLITE_FULL, MailErrorKind.StorageFull)]
    [InlineData(raw.SQLITE_IOERR, raw.SQLITE_IOERR_SHMSIZE, MailErrorKind.StorageFull)]
    [InlineData(raw.SQLITE_IOERR, raw.SQLITE_IOERR_READ, MailErrorKind.StorageUnavailable)]
    public void A_disk_that_is_full_to_the_last_byte_is_told_from_one_that_is_broken(int code, int extended, MailErrorKind kind) =>
        StoreFaults.Translate(new SqliteException("disk I/O error", code, extended), "replica.db")!.Failure.Kind.ShouldBe(kind);

    [Fact]
    public void What_the_system_says_is_told_once_and_as_its_words()
    {
        var text = StoreFaults.Translate(new IOException("Input/output error : '/mail/1.pack'"), "/mail/1.pack")!.Failure.Message;
        text.English.ShouldBe("/mail/1.pack cannot be read or written: the system says “Input/output error”.");
        text.French.ShouldBe("/mail/1.pack ne peut être lu ou écrit : le système dit « Input/output error ».");
        text = StoreFaults.Translate(new UnauthorizedAccessException("Access to the path '/mail/1.pack' is denied."), "/mail/1.pack")!.Failure.Message;
        text.English.ShouldBe("/mail/1.pack cannot be read or written: access is denied.");
        text.French.ShouldBe("/mail/1.pack ne peut être lu ou écrit : l'accès est refusé.");
    }

    [Fact]
    public void Too_many_open_files_are_named_as_that()
    {
        var failure = StoreFaults.Translate(new IOException("Too many open files : '/mail/1.pack'", 24), "/mail/1.pack")!.Failure;
        failure.Message.English.ShouldBe("/mail/1.pack cannot be opened: this program, or the system, has too many files open.");
        failure.Remedy.French.ShouldStartWith("Autorisez-en davantage");
    }

    [Fact]
    public void A_library_of_SQLite_that_is_not_there_is_named()
    {
        var first = new TypeInitializationException("SqliteConnection", new TargetInvocationException(new DllNotFoundException("Unable to load shared library")));
        foreach (var exception in (Exception[])[first, new TypeInitializationException("SqliteDatabase", first), new BadImageFormatException()])
        {
            var failure = StoreFaults.Translate(exception, "mail/pro").ShouldNotBeNull().Failure;
            failure.Kind.ShouldBe(MailErrorKind.StorageUnavailable);
            failure.Message.English.ShouldContain("e_sqlite3");
            failure.Remedy.French.ShouldStartWith("Laissez ce fichier à côté du programme");
        }

        StoreFaults.Translate(new TypeInitializationException("Other", new InvalidOperationException()), "mail/pro").ShouldBeNull();
    }
}
