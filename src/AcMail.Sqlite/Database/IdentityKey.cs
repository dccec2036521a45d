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

    /// <summary>The high half is that of size and date alone, so that what came with these is found together.</summary>
    public static long OfMessageId(ContentIdentity identity) => OfArrival(identity) | (uint)Hash($"M\n{identity.MessageId}");

    /// <summary>The least key of what has a Message-ID and came with this size and date; the greatest is <see cref="uint.MaxValue"/> more.</summary>
    public static long OfArrival(ContentIdentity identity) => Hash(string.Create(
        CultureInfo.InvariantCulture, $"A\n{identity.Size}\n{identity.InternalDate.ToUnixTimeSeconds()}")) & ~(long)uint.MaxValue;

    static long Hash(string text) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
