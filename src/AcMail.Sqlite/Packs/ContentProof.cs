using System.Security.Cryptography;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Proves that a pack still has the bytes that it was given.</summary>
static class ContentProof
{
    /// <summary>Where the state says that content is, if it is there: one that is older than a compaction names places that were given up.</summary>
    public static ContentPlace? Find(AccountFiles files, SqliteDatabase database, ContentKey key) =>
        ContentIndex.Find(database, key) is { } place && Holds(files, place, key) ? place : null;

    /// <summary>Whether the bytes can be read, and are those that <paramref name="key"/> names.</summary>
    public static bool Holds(AccountFiles files, ContentPlace place, ContentKey key)
    {
        try
        {
            using var content = PackSlice.Open(files, place);
            return new ContentKey(SHA256.HashData(content)) == key;
        }
        catch (MailException)
        {
            return false;
        }
    }
}
