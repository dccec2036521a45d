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
            return HeaderParser.Parse(await ReadHeadAsync(contents, key, cancellationToken).ConfigureAwait(false));
        }
        catch (MailException)
        {
            return MessageHeaders.None;
        }
    }

    /// <summary>The first bytes, in which the header is or begins.</summary>
    /// <exception cref="MailException">They cannot be read.</exception>
    public static async Task<byte[]> ReadHeadAsync(IContentStore contents, ContentKey key, CancellationToken cancellationToken)
    {
        var content = await contents.OpenReadAsync(key, cancellationToken).ConfigureAwait(false);
        await using var closing = content.ConfigureAwait(false);
        var head = new byte[Math.Min(content.Length, HeaderParser.Window)];
        await content.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        return head;
    }
}
