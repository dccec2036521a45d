using System.Net;
using MimeKit;

namespace AcMail.Seed;

/// <summary>Makes messages of letters, as text and HTML. Boundaries are fixed, so that every run makes the same bytes.</summary>
static class MessageWriter
{
    public static MimeMessage Write(Letter letter)
    {
        var message = new MimeMessage([letter.From.Mailbox], [letter.To.Mailbox], letter.Subject, Body(letter))
        {
            Date = letter.Date,
            MessageId = letter.Id,
        };
        for (var original = letter.Answered; original is not null; original = original.Answered) message.References.Insert(0, original.Id);
        if (letter.Answered is { } answered) message.InReplyTo = answered.Id;
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    static MimeEntity Body(Letter letter)
    {
        var text = Text(letter);
        var alternative = new MultipartAlternative
        {
            Boundary = $"alternative-{letter.Id}",
        };
        alternative.Add(new TextPart("plain") { Text = text });
        alternative.Add(new TextPart("html") { Text = Html(letter.Subject, text) });
        if (letter.Enclosures.Count == 0) return alternative;

        var mixed = new Multipart("mixed") { Boundary = $"mixed-{letter.Id}" };
        mixed.Add(alternative);
        foreach (var enclosure in letter.Enclosures) mixed.Add(Attachment(enclosure));
        return mixed;
    }

    static string Text(Letter letter)
    {
        var text = $"{letter.Text}\n\n-- \n{letter.From.Name}\n";
        if (letter.Answered is { } answered)
            text += $"\nLe {answered.Date:dd/MM/yyyy} à {answered.Date:HH:mm}, {answered.From.Name} a écrit :\n> {answered.Text.Replace("\n", "\n> ", StringComparison.Ordinal)}\n";
        return text;
    }

    static string Html(string title, string text)
    {
        var paragraphs = text.Split("\n\n").Select(p => $"<p>{WebUtility.HtmlEncode(p).Replace("\n", "<br>\n", StringComparison.Ordinal)}</p>");
        return $"""
            <!DOCTYPE html>
            <html lang="fr"><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(title)}</title></head>
            <body style="font-family: Marianne, Arial, sans-serif; color: #161616">
            {string.Join('\n', paragraphs)}
            </body></html>
            """;
    }

    static MimePart Attachment(Enclosure enclosure) => new(ContentType.Parse(enclosure.MediaType))
    {
        Content = new MimeContent(new MemoryStream(enclosure.Content)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = enclosure.FileName,
    };
}
