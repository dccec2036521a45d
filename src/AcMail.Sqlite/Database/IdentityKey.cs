using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>Identities as numbers, which make an index of a quarter of the size. Whoever finds something by one looks at the content as well.</summary>
static class IdentityKey
{
    public static long OfEmailId(ContentIdentity identity) =>
        Hash(string.Create(CultureInfo.InvariantCulture, $"E\n{identity.EmailId}\n{identity.Size}"));

    public static long OfMessageId(ContentIdentity identity) => Hash(string.Create(
        CultureInfo.InvariantCulture, $"M\n{identity.MessageId}\n{identity.Size}\n{identity.InternalDate.ToUnixTimeSeconds()}"));

    static long Hash(string text) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
