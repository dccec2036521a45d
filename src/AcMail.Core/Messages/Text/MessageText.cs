using System.Buffers;

namespace AcMail;

/// <summary>Reads the words of a message for search: headers, and the text of its parts. Never fails for what the message is like.</summary>
static class MessageText
{
    /// <summary>How much of the text of a message is found, in characters.</summary>
    public const int Longest = 256 * 1024;

    const int ReadAhead = 64 * 1024;

    /// <summary>Reads from the beginning of a seekable stream; what is large is not held in memory.</summary>
    public static (MessageHeaders Headers, string Text, bool HasAttachments) Read(Stream content, CancellationToken cancellationToken)
    {
        var head = ArrayPool<byte>.Shared.Rent(HeaderParser.Window);
        try
        {
            content.Position = 0;
            var length = content.ReadAtLeast(head.AsSpan(0, HeaderParser.Window), HeaderParser.Window, throwOnEndOfStream: false);
            var headers = HeaderParser.Parse(new(head, 0, length));
            content.Position = 0;
            using Stream source = length < HeaderParser.Window
                ? new MemoryStream(head, 0, length, writable: false)
                : new BufferedStream(new MimeSource(content), ReadAhead);
            var reader = new MessageTextReader(source);
            if (reader.TryRead(cancellationToken)) return (headers, reader.Text, reader.HasAttachments);
            // What has no header is not mail to MimeKit; its beginning is taken as it is.
            var text = reader.Text.Length > 0 ? reader.Text : Charsets.Decode(head.AsSpan(0, length), null).Replace('\0', ' ');
            return (headers, text, reader.HasAttachments);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }
}
