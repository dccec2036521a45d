using AcMail.Storage;
using MailKit.Net.Pop3;

namespace AcMail;

/// <summary>Fetches one message, or its header, into memory where it fits; else to disk.</summary>
sealed class PopSpooler(MailSession<Pop3Client> session, PopManners manners, IContentStore contents)
{
    /// <summary>How much of answers is held in memory at once: some servers send whole messages in answer to TOP, and some list sizes that are a little off.</summary>
    public const long BytesHeld = 16 * 1024 * 1024;

    /// <exception cref="Pop3CommandException">The server refuses.</exception>
    public async Task<Stream> RetrieveAsync(DropListingEntry entry, bool headersOnly, CancellationToken cancellationToken)
    {
        var held = headersOnly || entry.FitsInMemory ? await TryHoldAsync(entry, headersOnly, cancellationToken).ConfigureAwait(false) : null;
        return held ?? await SpoolAsync(entry, headersOnly, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the server sends, or <see langword="null"/> where that is too much.</summary>
    async Task<Stream?> TryHoldAsync(DropListingEntry entry, bool headersOnly, CancellationToken cancellationToken)
    {
        if (manners.SendsTooMuch) return null;
        try
        {
            return await session.Client.GetStreamAsync(entry.Index, headersOnly, cancellationToken, new HeldLimit(BytesHeld)).ConfigureAwait(false);
        }
        catch (Pop3ProtocolException e) when (HeldLimit.IsExceeded(e) && session.Client.IsConnected)
        {
            manners.SendsTooMuch = true;
            return null;
        }
    }

    /// <summary>MailKit would hold it in memory, so it is taken out of what passes on the wire.</summary>
    async Task<Stream> SpoolAsync(DropListingEntry entry, bool headersOnly, CancellationToken cancellationToken)
    {
        var spool = contents.CreateSpool();
        var text = new RetrievedText(spool);
        try
        {
            session.Listener = bytes => text.Read(bytes);
            await PassOverAsync(entry.Index, headersOnly, cancellationToken).ConfigureAwait(false);
            if (!text.IsComplete) throw new Pop3ProtocolException("The reply goes on after its end.");
            spool.Position = 0;
            return spool;
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            session.Listener = null;
        }
    }

    async Task PassOverAsync(int index, bool headersOnly, CancellationToken cancellationToken)
    {
        try
        {
            var nothing = await session.Client.GetStreamAsync(index, headersOnly, cancellationToken, new HeldLimit(0)).ConfigureAwait(false);
            await nothing.DisposeAsync().ConfigureAwait(false);
        }
        catch (Pop3ProtocolException e) when (HeldLimit.IsExceeded(e) && session.Client.IsConnected)
        {
            // All of it has passed.
        }
    }
}
