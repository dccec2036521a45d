using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using MimeKit.Utils;

namespace AcMail.Testing;

/// <summary>The identifiers that do not depend on a mailbox (RFC 8474, and Gmail's).</summary>
static class MessageIdentity
{
    // Gmail's are large; a client that keeps them in 32 bits is to notice.
    const ulong GmailBase = 1278455344230334000;

    /// <summary>The same for all messages of a thread: by the first reference, else by the message that is answered, else by its own id.</summary>
    public static string ThreadId(MailPart message) => string.Create(CultureInfo.InvariantCulture, $"T{Thread(message):x16}");

    public static ulong GmailThread(MailPart message) => GmailBase + (Thread(message) >> 8);

    public static ulong GmailId(string emailId) =>
        GmailBase + ulong.Parse(emailId.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    static ulong Thread(MailPart message)
    {
        var root = First("References") ?? First("In-Reply-To") ?? First("Message-ID");
        var hash = SHA256.HashData(root is null ? message.Octets.Span : System.Text.Encoding.UTF8.GetBytes(root));
        return BinaryPrimitives.ReadUInt64BigEndian(hash);

        string? First(string name) => message.Field(name) is { } field ? MimeUtils.EnumerateReferences(field.UnfoldToLatin1()).FirstOrDefault() : null;
    }
}
