using System.Text;

namespace AcMail.Testing;

/// <summary>What Courier gives out in place of a message that has octets beyond ASCII in its header, to a client that did not ask for UTF8.</summary>
static class Utf8Wrapping
{
    public static ReadOnlyMemory<byte> Content(Pop3Session session, MaildropMessage message)
    {
        var content = message.Stored.Content;
        if (session.TakesUtf8 || IsAscii(content.Span) || !session.Misbehaves(Pop3Misbehaviour.WrapsUtf8))
            return content;
        var boundary = $"=_{session.GetHashCode()}";
        return (byte[])
        [
            .. Encoding.ASCII.GetBytes(
                "From: Mail Delivery Subsystem <postmaster>\r\nSubject: Cannot display Unicode content\r\nMime-Version: 1.0\r\n"
                + $"Content-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\nContent-Type: message/global\r\n\r\n"),
            .. content.Span,
            .. Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n"),
        ];
    }

    static bool IsAscii(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf("\r\n\r\n"u8);
        return Ascii.IsValid(end < 0 ? content : content[..end]);
    }
}
