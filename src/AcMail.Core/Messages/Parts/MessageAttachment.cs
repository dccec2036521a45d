using MimeKit;
using MimeKit.IO;
using MimeKit.IO.Filters;

namespace AcMail;

/// <summary>Something attached to a message: a file, or a message.</summary>
public sealed class MessageAttachment
{
    // Base64 is written in lines of 76 characters and a line end, for 57 bytes.
    const int Base64Line = 78, Base64Bytes = 57;

    readonly Stream _message;
    readonly long _begin, _end;
    readonly ContentEncoding _encoding;
    bool _isClosed;

    internal MessageAttachment(Stream message, MimeEntity entity, ContentEncoding encoding, long begin, long end)
    {
        (_message, _encoding, _begin, _end) = (message, encoding, begin, end);
        var name = entity.ContentDisposition?.FileName is { Length: > 0 } file ? file : entity.ContentType.Name;
        Name = Charsets.Western(name ?? "");
        ContentType = entity.ContentType.MimeType;
        IsInline = entity.ContentDisposition is { IsAttachment: false } || (entity.ContentDisposition is null && entity.ContentId is not null);
    }

    /// <summary>Its file name, decoded (RFC 2231), or empty. A sender may call it anything: it is no path. See <see cref="FileName"/>.</summary>
    public string Name { get; }

    /// <summary>
    /// What a file with it can be called, on any system and in the directory where it is put: made of <see cref="Name"/>, without what leads elsewhere, hides it or
    /// stands for a device, and never empty. Two attachments of a message may have the same one.
    /// </summary>
    public string FileName => FileNames.Of(Name, ContentType);

    /// <summary>Its media type as the sender says, such as <c>application/pdf</c>; of an attached message <c>message/rfc822</c>.</summary>
    public string ContentType { get; }

    /// <summary>Whether it is meant to be seen within the text, such as an image there.</summary>
    public bool IsInline { get; }

    /// <summary>About how many bytes it has, decoded. To be exact, it has to be read.</summary>
    public long ApproximateSize => _encoding == ContentEncoding.Base64 ? (_end - _begin) * Base64Bytes / Base64Line : _end - _begin;

    /// <summary>Its bytes, decoded while they are read. May be asked for again; one that is read at a time.</summary>
    /// <returns>A stream that cannot seek and is good until the <see cref="MessageContent"/> is disposed of.</returns>
    /// <exception cref="ObjectDisposedException">The <see cref="MessageContent"/> was disposed of.</exception>
    public Stream Open()
    {
        if (_isClosed) throw new ObjectDisposedException(nameof(MessageContent), "The message was disposed of, from which the attachment is read.");
        var decoded = new FilteredStream(new BoundStream(_message, _begin, _end, leaveOpen: true));
        decoded.Add(DecoderFilter.Create(_encoding));
        return decoded;
    }

    internal void Close() => _isClosed = true;
}
