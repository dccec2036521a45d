using System.Buffers;
using System.Text;
using MimeKit;
using MimeKit.IO.Filters;
using MimeKit.Utils;

namespace AcMail;

/// <summary>
/// Goes through a message once, from its first byte to its last, and gathers what can be read: text and HTML, the subjects of messages inside, the names
/// of what is attached. Nothing of the message is kept besides, however many parts it has.
/// </summary>
sealed class MessageTextReader(Stream message) : MimeReader(MimeSource.Options, message, MimeFormat.Entity)
{
    const int MostBytesOfPart = 1024 * 1024;

    readonly StringBuilder _text = new();
    readonly ArrayBufferWriter<byte> _part = new(), _preamble = new();
    readonly Stack<(ContentType Type, bool HasParts)> _around = new();
    readonly HashSet<HeaderId> _fields = [];
    ContentEncoding _encoding;
    ContentDisposition? _disposition;
    IMimeFilter? _decoder;
    int _inside;
    bool _namesNoType;

    /// <summary>What was gathered, with all kinds of white space between, and words in one piece: newsletters say where they may be hyphenated.</summary>
    public string Text =>
        _text.ToString(0, Math.Min(_text.Length, MessageText.Longest)).Replace('\0', ' ').Replace("\u00ad", "", StringComparison.Ordinal);

    /// <summary>As <see cref="MessageInfo.HasAttachments"/>.</summary>
    public bool HasAttachments { get; private set; }

    /// <summary>Reads as far as the message can be understood, and says whether that is all of it.</summary>
    public bool TryRead(CancellationToken cancellationToken)
    {
        try
        {
            ReadMessage(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not (OperationCanceledException or MailException or IOException or OutOfMemoryException))
        {
            return false;
        }
    }

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        (_encoding, _disposition, _namesNoType) = (ContentEncoding.Default, null, false);
        _fields.Clear();
    }

    protected override void OnHeaderRead(Header header, int beginLineNumber, CancellationToken cancellationToken)
    {
        // Of a field that stands twice, the first counts, as where the parts are read.
        if (!_fields.Add(header.Id)) return;
        if (header.Id == HeaderId.ContentTransferEncoding) _encoding = MimeUtils.TryParse(header.Value, out ContentEncoding encoding) ? encoding : default;
        else if (header.Id == HeaderId.ContentDisposition) _disposition = ContentDisposition.TryParse(header.RawValue, out var disposition) ? disposition : null;
        else if (header.Id == HeaderId.ContentType) _namesNoType = ShownText.NamesNoType(header.Value);
        else if (header.Id == HeaderId.Subject && _inside > 0) Append(Charsets.Western(header.Value));
    }

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        NextPart();
        _around.Push((contentType, false));
    }

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        NextPart();
        HasAttachments = true;
        _inside++;
        _preamble.ResetWrittenCount();
        AppendName(contentType);
    }

    protected override void OnMessagePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) =>
        _inside--;

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken)
    {
        HasAttachments |= IsAttached(contentType, NextPart());
        AppendName(contentType);
        _preamble.ResetWrittenCount();
        var isText = contentType.IsMimeType("text", "plain") || contentType.IsMimeType("text", "html")
            || ((_namesNoType || ShownText.IsOther(contentType)) && (_disposition?.FileName ?? contentType.Name) is null);
        _decoder = isText && _disposition is not { IsAttachment: true } && _text.Length < MessageText.Longest ? DecoderFilter.Create(_encoding) : null;
    }

    protected override void OnMultipartPreambleRead(byte[] buffer, int startIndex, int count, CancellationToken cancellationToken)
    {
        if (_text.Length < MessageText.Longest) _preamble.Write(buffer.AsSpan(startIndex, Math.Min(count, MostBytesOfPart - _preamble.WrittenCount)));
    }

    protected override void OnMultipartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken)
    {
        // Where no part came, all that there is stands before the first one.
        if (_preamble.WrittenCount > 0) Append(Charsets.Decode(_preamble.WrittenSpan, null));
        _preamble.ResetWrittenCount();
        _around.Pop();
    }

    protected override void OnMimePartContentRead(byte[] buffer, int startIndex, int count, CancellationToken cancellationToken)
    {
        if (_decoder is null || _part.WrittenCount >= MostBytesOfPart) return;
        var decoded = _decoder.Filter(buffer, startIndex, count, out var start, out var length);
        _part.Write(decoded.AsSpan(start, Math.Min(length, MostBytesOfPart - _part.WrittenCount)));
    }

    protected override void OnMimePartEnd(
        ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken)
    {
        if (_decoder is null) return;
        var text = Charsets.Decode(_part.WrittenSpan, contentType.CharsetEncoding);
        if (contentType.IsMimeType("text", "html")) HtmlText.AppendTo(_text, text, MessageText.Longest);
        else Append(text);
        _text.Append('\n');
        _part.ResetWrittenCount();
        _decoder = null;
    }

    /// <summary>The multipart in which a part begins, where it is not its first.</summary>
    ContentType? NextPart()
    {
        if (!_around.TryPop(out var around)) return null;
        _around.Push((around.Type, true));
        return around.HasParts ? around.Type : null;
    }

    bool IsAttached(ContentType type, ContentType? around)
    {
        if (IsSignature(type) || around?.IsMimeType("multipart", "encrypted") == true) return false;
        if (_disposition is { IsAttachment: true }) return true;
        if (around is not null && (around.IsMimeType("multipart", "related") || around.IsMimeType("multipart", "report"))) return false;
        var isText = (type.IsMimeType("text", "*") && !type.IsMimeType("text", "calendar")) || _namesNoType;
        return !isText || (_disposition?.FileName ?? type.Name) is { Length: > 0 };
    }

    /// <summary>What is encrypted or signed is no file that anybody attached.</summary>
    static bool IsSignature(ContentType type) => type.IsMimeType("application", "*")
        && type.MediaSubtype.ToUpperInvariant() is "PKCS7-SIGNATURE" or "X-PKCS7-SIGNATURE" or "PGP-SIGNATURE" or "PGP-ENCRYPTED" or "PKCS7-MIME" or "X-PKCS7-MIME";

    void AppendName(ContentType contentType)
    {
        if ((_disposition?.FileName ?? contentType.Name) is { Length: > 0 } name) Append(Charsets.Western(name));
    }

    void Append(string text)
    {
        var room = MessageText.Longest - _text.Length;
        if (room > 0) _text.Append(text, 0, Math.Min(room, text.Length)).Append('\n');
    }
}
