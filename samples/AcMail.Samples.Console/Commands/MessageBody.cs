using System.Text;
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
            return new(await BeginningAsync(content, cancellationToken), []);
        }
    }

    /// <summary>What has no header is not mail as MimeKit knows it; its beginning is shown as it is.</summary>
    static async Task<string> BeginningAsync(Stream content, CancellationToken cancellationToken)
    {
        content.Position = 0;
        var buffer = new byte[1 << 16];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    static string NameOf(MimeEntity entity) =>
        (entity as MimePart)?.FileName ?? entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? "";
}
