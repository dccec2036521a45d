using MimeKit;

namespace AcMail;

/// <summary>
/// The text that a message shows: all of what stands one after the other, of what says the same in several ways the one in plain text that says something.
/// MimeKit takes the first plain text alone, empty or not, and believes what its charset is said to be. Of more than anybody reads, the beginning.
/// </summary>
sealed class ShownText
{
    /// <summary>How much of what is decoded is read, in bytes; words of HTML take twenty times that while they are found.</summary>
    public const int Longest = 4 * 1024 * 1024;

    readonly byte[] _chunk = new byte[16 * 1024];
    int _room = Longest;

    public static string Of(MimeEntity? entity) => new ShownText().Read(entity);

    string Read(MimeEntity? entity) => entity switch
    {
        // Without a boundary, or where it never comes, all of it stands before the first part.
        Multipart { Count: 0, Preamble: { } whole } => whole[..Math.Min(whole.Length, _room)],
        MimePart part when IsPlain(part) => part.IsAttachment ? "" : Decode(part),
        TextPart { IsHtml: true, IsAttachment: false } html => HtmlText.ToLines(Decode(html)),
        TextPart other when IsOther(other) => Decode(other),
        MultipartRelated related => Read(related.Root),
        MultipartAlternative forms =>
            First(forms.Where(IsPlain)) ?? First(forms.Where(f => !IsPlain(f) && !IsOther(f)).Reverse()) ?? First(forms.Where(IsOther).Reverse()) ?? "",
        Multipart parts => string.Join('\n', parts.Select(Read).Where(t => !string.IsNullOrWhiteSpace(t))),
        _ => "",
    };

    /// <summary>Whether a part is plain text, as what names no type is (RFC 2045 §5.2), such as <c>Content-Type: text</c>.</summary>
    public static bool IsPlain(MimeEntity entity) =>
        entity is TextPart { IsPlain: true } || (entity is MimePart { FileName: null } && NamesNoType(entity.Headers[HeaderId.ContentType]));

    /// <summary>
    /// Whether a type is text of another kind, as Markdown and tables are, which one reads as it stands where there is nothing better. Invitations are attached.
    /// </summary>
    public static bool IsOther(ContentType type) =>
        type.IsMimeType("text", "*") && !type.IsMimeType("text", "plain") && !type.IsMimeType("text", "html") && !type.IsMimeType("text", "calendar");

    /// <summary>Whether a Content-Type field, if there is one, names no type.</summary>
    public static bool NamesNoType(string? field) => field is not null && !field.AsSpan().ContainsAny('/', '=');

    static bool IsOther(MimeEntity entity) => entity is TextPart { IsAttachment: false, FileName: null } && IsOther(entity.ContentType) && !IsPlain(entity);

    string? First(IEnumerable<MimeEntity> forms) => forms.Select(Read).FirstOrDefault(t => !string.IsNullOrWhiteSpace(t));

    string Decode(MimePart part)
    {
        using var bytes = new MemoryStream();
        if (part.Content is { } content && _room > 0) Decode(content, bytes);
        var told = part.ContentType.CharsetEncoding;
        if (told is null && part is TextPart html && html.TryDetectEncoding(out var detected, out _)) told = detected;
        var text = Charsets.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), told).TrimStart('\ufeff')
            .Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return part is TextPart { IsFlowed: true }
            ? FlowedText.Join(text, "yes".Equals(part.ContentType.Parameters["delsp"], StringComparison.OrdinalIgnoreCase))
            : text;
    }

    void Decode(IMimeContent content, MemoryStream bytes)
    {
        // What it reads from stays open for the next time.
        var decoded = content.Open();
        int read;
        while ((read = decoded.Read(_chunk, 0, Math.Min(_chunk.Length, _room))) > 0)
        {
            bytes.Write(_chunk, 0, read);
            _room -= read;
        }
    }
}
