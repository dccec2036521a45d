using System.Reflection;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AcMail.Sqlite;

/// <summary>The one place where a fault of SQLite or the file system becomes a <see cref="MailException"/>.</summary>
static class StoreFaults
{
    const int TooManyFiles = 24, TooManyFilesOfAll = 23, WindowsTooManyFiles = unchecked((int)0x80070004);
    const int LinuxNoSpace = 28, LinuxQuota = 122, MacQuota = 69;
    const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027), WindowsQuota = unchecked((int)0x8007050F);

    /// <summary>What <paramref name="exception"/> means to the user, or <see langword="null"/> for a defect, which goes through as it is.</summary>
    public static MailException? Translate(Exception exception, string where) => exception switch
    {
        SqliteException e => Translate(e, where),
        // A folder that is gone, or is none, is a disk that is not there or a wrong path, and nothing that could be rebuilt.
        DirectoryNotFoundException => StoreTexts.Unavailable(where, exception),
        FileNotFoundException or EndOfStreamException => StoreTexts.Damaged(where, exception),
        IOException { HResult: LinuxNoSpace or LinuxQuota or WindowsDiskFull or WindowsHandleDiskFull or WindowsQuota } => StoreTexts.Full(where, exception),
        IOException e when IsOfTooManyFiles(e) => StoreTexts.TooManyFiles(where, e),
        IOException { HResult: MacQuota } when OperatingSystem.IsMacOS() => StoreTexts.Full(where, exception),
        IOException or UnauthorizedAccessException => StoreTexts.Unavailable(where, exception),
        _ when IsOfNativeLibrary(exception) => StoreTexts.NoLibrary(exception),
        _ => null,
    };

    public static void Guard(string where, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (Translate(e, where) is { } known)
        {
            throw known;
        }
    }

    public static T Guard<T>(string where, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (Translate(e, where) is { } known)
        {
            throw known;
        }
    }

    public static async ValueTask<T> GuardAsync<T>(string where, Func<ValueTask<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (Translate(e, where) is { } known)
        {
            throw known;
        }
    }

    public static bool IsDamage(SqliteException e) =>
        e.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
        // The file is ours and yet a table is missing.
        || (e.SqliteErrorCode == raw.SQLITE_ERROR && e.Message.Contains("no such", StringComparison.Ordinal));

    /// <summary>What the first use of SQLite ends in, and each later one, where its library is not there or one of another system.</summary>
    static bool IsOfNativeLibrary(Exception? e) => e switch
    {
        DllNotFoundException or BadImageFormatException => true,
        TypeInitializationException or TargetInvocationException => IsOfNativeLibrary(e.InnerException),
        _ => false,
    };

    static bool IsOfTooManyFiles(IOException e) => e.HResult is TooManyFiles or TooManyFilesOfAll or WindowsTooManyFiles;

    /// <summary>Whether another file cannot be opened either: SQLite does not say why it could not open one.</summary>
    static bool AreTooManyFilesOpen()
    {
        try
        {
            // Not one of SQLite's own: to close that would drop its locks.
            using var any = File.OpenHandle(Environment.ProcessPath ?? "");
            return false;
        }
        catch (IOException e)
        {
            return IsOfTooManyFiles(e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    static MailException? Translate(SqliteException e, string where) => e.SqliteErrorCode switch
    {
        _ when IsDamage(e) => StoreTexts.Damaged(where, e),
        raw.SQLITE_FULL => StoreTexts.Full(where, e),
        // The index of the log cannot be made, which also those need who only read.
        raw.SQLITE_IOERR when e.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHMSIZE => StoreTexts.Full(where, e),
        raw.SQLITE_CANTOPEN when AreTooManyFilesOpen() => StoreTexts.TooManyFiles(where, e),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => StoreTexts.InUse(where, e),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR or raw.SQLITE_AUTH or raw.SQLITE_NOLFS
            => StoreTexts.Unavailable(where, e),
        _ => null,
    };
}
