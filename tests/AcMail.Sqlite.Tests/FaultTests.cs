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
}
