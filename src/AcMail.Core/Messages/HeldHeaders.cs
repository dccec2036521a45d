using AcMail.Storage;

namespace AcMail;

/// <summary>Reads the headers of content that is held.</summary>
static class HeldHeaders
{
    /// <returns><see cref="MessageHeaders.None"/> where they cannot be read.</returns>
    public static async Task<MessageHeaders> ReadAsync(IContentStore contents, ContentKey key, CancellationToken cancellationToken)
    {
        try
        {
            var content = await contents.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
            await using var closing = content.ConfigureAwait(false);
            var head = new byte[Math.Min(content.Length, HeaderParser.Window)];
            await content.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
            return HeaderParser.Parse(head);
        }
        catch (MailException)
        {
            return MessageHeaders.None;
        }
    }
}
