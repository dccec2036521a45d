using System.Security.Cryptography;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Proves that a pack still has the bytes that it was given.</summary>
static class ContentProof
{
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
