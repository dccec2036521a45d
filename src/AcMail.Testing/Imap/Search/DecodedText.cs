using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace AcMail.Testing;

/// <summary>What a person reads of a message, for search: transfer encodings, character sets and encoded words undone.</summary>
static class DecodedText
{
    public static string OfField(HeaderField field) => Rfc2047.DecodeText(field.Unfold());

    /// <summary>All header fields of <paramref name="part"/>, with their names.</summary>
    public static string OfHeader(MailPart part) => string.Join('\n', part.Fields.Select(f => $"{f.Name}: {OfField(f)}"));

    /// <summary>The text parts of <paramref name="part"/>, with the headers of messages in it.</summary>
    public static string OfBody(MailPart part)
    {
        var text = new StringBuilder();
        Append(text, part);
        return text.ToString();
    }

    static void Append(StringBuilder text, MailPart part)
    {
        foreach (var child in part.Parts) Append(text, child);
        if (part.Message is { } message)
        {
            text.Append(OfHeader(message)).Append('\n');
            Append(text, message);
        }

        if (part.Type.IsText) text.Append(OfLeaf(part)).Append('\n');
    }

    static string OfLeaf(MailPart part)
    {
        var encoding = MimeUtils.TryParse(part.Encoding, out ContentEncoding known) ? known : ContentEncoding.Default;
        using var content = new MemoryStream(part.Body.ToArray());
        using var leaf = new TextPart("plain") { Content = new MimeContent(content, encoding) };
        if (part.Type.Parameter("charset") is { Length: > 0 } charset) leaf.ContentType.Charset = charset;
        return leaf.Text;
    }
}
