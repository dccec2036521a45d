using MimeKit;

namespace AcMail;

/// <summary>
/// The parts of a message, read from where it is kept: what is attached stays there until it is read, so that a large message takes no more memory than a
/// small one. Not for several threads at a time.
/// </summary>
public sealed class MessageContent : IAsyncDisposable, IDisposable
{
    const int Beginning = 64 * 1024, MostOfStructure = 64 * 1024 * 1024;

    readonly Stream _content;
    readonly string? _unreadable;

    MessageContent(Stream content, MimeMessage message, IReadOnlyList<MessageAttachment> attachments, string? unreadable)
    {
        (_content, _unreadable) = (content, unreadable);
        (Message, Attachments) = (message, attachments);
    }

    /// <summary>The message as MimeKit reads it. It reads on from the stream and is good until this is disposed of.</summary>
    public MimeMessage Message { get; }

    /// <summary>
    /// What is attached, in the order in which it stands: what has a file name, says that it is an attachment, or is no text; messages; and invitations.
    /// </summary>
    public IReadOnlyList<MessageAttachment> Attachments { get; }

    /// <summary>
    /// The text that the message shows: its plain text, or else the words of its HTML, or else other text as it stands; what stands before and after a picture
    /// alike. It is loaded when it is asked for; of more than 4 MB the beginning, and the rest is in <see cref="Message"/>.
    /// </summary>
    public string Text => _unreadable ?? ShownText.Of(Message.Body);

    /// <summary>Reads the structure of a message. What is no mail at all becomes a message without headers, with its beginning as text.</summary>
    /// <param name="content">Its bytes, seekable; disposed of with what is returned, or where this fails.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async ValueTask<MessageContent> ReadAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            return await ParseAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException)
        {
            content.Position = 0;
            var beginning = new byte[Beginning];
            var length = await content.ReadAtLeastAsync(beginning, Beginning, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return new(content, new(), [], Charsets.Decode(beginning.AsSpan(0, length), null));
        }
        catch (MailException) when (content is ProvenContent { IsRefuted: true })
        {
            // Whoever looks at a message is to see what is left of it; it fails for that reason once.
            content.Position = 0;
            return await ReadAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _content.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Close();
        return _content.DisposeAsync();
    }

    void Close()
    {
        Message.Dispose();
        foreach (var attachment in Attachments) attachment.Close();
    }

    static async ValueTask<MessageContent> ParseAsync(Stream content, CancellationToken cancellationToken)
    {
        var places = new Dictionary<MimeEntity, (long Begin, long End)>();
        var source = new MimeSource(content) { Room = MostOfStructure };
        var parser = new MimeParser(MimeSource.Options, source, MimeFormat.Entity, persistent: true);
        parser.MimeEntityBegin += (_, e) => source.Begin(isContent: e.Entity is MimePart);
        parser.MimeEntityEnd += (_, e) =>
        {
            source.End();
            if (IsAttached(e.Entity)) places[e.Entity] = (e.HeadersEndOffset, e.EndOffset);
        };
        var message = await parser.ParseMessageAsync(cancellationToken).ConfigureAwait(false);
        source.IsExact = true;
        var attached = new List<MessageAttachment>();
        foreach (var entity in message.BodyParts.Where(IsAttached))
        {
            var encoding = entity is MimePart part ? part.ContentTransferEncoding : ContentEncoding.Default;
            var (begin, end) = places[entity];
            attached.Add(new(content, entity, encoding, begin, end));
        }

        return new(content, message, attached, null);
    }

    static bool IsAttached(MimeEntity entity) =>
        entity is MessagePart || entity.IsAttachment || !string.IsNullOrEmpty(entity.ContentDisposition?.FileName ?? entity.ContentType.Name)
        || (entity is MimePart && !ShownText.IsPlain(entity) && (entity is not TextPart || entity.ContentType.IsMimeType("text", "calendar")));
}
