using MimeKit;

namespace AcMail.Cli;

/// <summary>The decoded text of a message, and what is attached to it.</summary>
sealed record MessageBody(string Text, IReadOnlyList<AttachmentView> Attachments)
{
    public static async Task<MessageBody> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        try
        {
            // Persistent: attachments stay in the stream instead of memory.
            using var message = await MimeMessage.LoadAsync(content, persistent: true, cancellationToken);
            var text = message.TextBody ?? (message.HtmlBody is { } html ? HtmlText.Of(html) : "");
            return new(text, [.. message.Attachments.Select(a => new AttachmentView(NameOf(a), a.ContentType.MimeType))]);
        }
        catch (FormatException)
        {
            return new("", []);
        }
    }

    static string NameOf(MimeEntity entity) =>
        (entity as MimePart)?.FileName ?? entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? "";
}
