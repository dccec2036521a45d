using MimeKit;

namespace AcMail;

/// <summary>
/// A CR without LF must not be transmitted (RFC 5321 §2.3.8): some servers take it for the end of a line, and what follows a dot then for commands.
/// </summary>
static class LoneReturns
{
    public static bool AreIn(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)'\r'); at >= 0; at = bytes.IndexOf((byte)'\r'))
        {
            bytes = bytes[(at + 1)..];
            if (bytes.Length == 0 || bytes[0] != (byte)'\n') return true;
        }

        return false;
    }

    /// <summary>Has the parts that hold any encoded. What is signed stays as it is.</summary>
    public static void Encode(MimeEntity? entity)
    {
        switch (entity)
        {
            case Multipart multipart when !multipart.ContentType.IsMimeType("multipart", "signed"):
                foreach (var part in multipart) Encode(part);
                break;
            case MessagePart { Message: { } message }:
                Encode(message.Body);
                break;
            case MimePart { Content: { } content } part when IsPlain(part.ContentTransferEncoding) && AreIn(Read(content)):
                part.ContentTransferEncoding = ContentEncoding.Base64;
                break;
        }
    }

    static bool IsPlain(ContentEncoding encoding) => encoding is ContentEncoding.Default or ContentEncoding.SevenBit or ContentEncoding.EightBit;

    static ReadOnlySpan<byte> Read(IMimeContent content)
    {
        using var copy = new MemoryStream();
        content.WriteTo(copy);
        return copy.GetBuffer().AsSpan(0, (int)copy.Length);
    }
}
