using System.Diagnostics.CodeAnalysis;
using MimeKit;

namespace AcMail;

/// <summary>A message that MailKit transmits as it is, from its stream: MailKit knows MIME messages only, and would write their bodies anew.</summary>
/// <remarks>The lines of the header are MailKit's to write, which it does as they were; the rest is copied.</remarks>
sealed class VerbatimMessage : IDisposable
{
    const int ChunkLength = 16 * 1024;
    static readonly byte[] Before = "X:\r\n"u8.ToArray(), Empty = "\r\n"u8.ToArray();

    VerbatimMessage(MimeMessage message, bool isExact) => (Message, IsExact) = (message, isExact);

    public MimeMessage Message { get; }

    /// <summary>Whether what is transmitted is the message to the byte. One whose header is not as it should be is not.</summary>
    public bool IsExact { get; }

    /// <param name="content">The message, seekable. The caller disposes of it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<VerbatimMessage> CreateAsync(Stream content, CancellationToken cancellationToken)
    {
        var header = await ReadHeaderAsync(content, cancellationToken).ConfigureAwait(false);
        var lines = header.AsMemory(Before.Length);
        var isEnded = content.Position > lines.Length;
        using var parsing = new MemoryStream(header, writable: false);
        // Behind a field, a line that is none is taken for a line of the header too.
        var fields = await HeaderList.LoadAsync(parsing, cancellationToken).ConfigureAwait(false);
        fields.RemoveAt(0);
        using var empty = new MemoryStream(Empty, writable: false);
        var message = await MimeMessage.LoadAsync(empty, cancellationToken).ConfigureAwait(false);
        message.Headers.Clear();
        message.Body = new Rest(content, content.Position, fields);
        return new(message, isEnded && IsRegular(lines.Span));
    }

    public void Dispose() => Message.Dispose();

    /// <summary>Reads up to the end of the empty line that ends the header; what comes before it is returned, behind <see cref="Before"/>.</summary>
    static async Task<byte[]> ReadHeaderAsync(Stream content, CancellationToken cancellationToken)
    {
        using var header = new MemoryStream();
        header.Write(Before);
        var chunk = new byte[ChunkLength];
        content.Position = 0;
        int read;
        while ((read = await content.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            var searched = Math.Max(Before.Length - 2, (int)header.Length - 3);
            header.Write(chunk.AsSpan(0, read));
            var end = header.GetBuffer().AsSpan(searched, (int)header.Length - searched).IndexOf("\r\n\r\n"u8);
            if (end < 0) continue;
            header.SetLength(searched + end + 2);
            content.Position = header.Length - Before.Length + 2;
            break;
        }

        return header.ToArray();
    }

    static bool IsRegular(ReadOnlySpan<byte> header)
    {
        if (header is [(byte)' ' or (byte)'\t', ..]) return false;
        for (var at = 0; at < header.Length;)
        {
            var end = header[at..].IndexOf((byte)'\n');
            if (end < 0) return true;
            if (end == 0 || header[at + end - 1] != '\r') return false;
            at += end + 1;
        }

        return true;
    }

    /// <summary>What follows the header, with the header's fields.</summary>
    [SuppressMessage("Usage", "CA2213", Justification = "The caller disposes of the stream.")]
    sealed class Rest : MimePart
    {
        readonly Stream _content;
        readonly long _start;

        public Rest(Stream content, long start, HeaderList fields)
        {
            (_content, _start) = (content, start);
            Headers.Clear();
            foreach (var field in fields) Headers.Add(field);
        }

        public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            _content.Position = _start;
            _content.CopyTo(stream);
        }

        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            _content.Position = _start;
            await _content.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }
}
