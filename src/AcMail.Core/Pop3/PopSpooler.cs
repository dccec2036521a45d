using AcMail.Storage;
using MailKit;
using MailKit.Net.Pop3;

namespace AcMail;

/// <summary>Fetches messages that are too large for memory: MailKit would hold them there, so they are taken out of what passes on the wire.</summary>
sealed class PopSpooler(MailSession<Pop3Client> session, IContentStore contents)
{
    /// <exception cref="Pop3CommandException">The server refuses.</exception>
    public async Task<Stream> RetrieveAsync(DropListingEntry entry, CancellationToken cancellationToken)
    {
        var spool = contents.CreateSpool();
        var text = new RetrievedText(spool);
        try
        {
            session.Listener = bytes => text.Read(bytes);
            await PassOverAsync(entry.Index, cancellationToken).ConfigureAwait(false);
            if (!text.IsComplete) throw new Pop3ProtocolException("The reply to RETR goes on after its end.");
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

    /// <summary>Has MailKit read a message away, which it does, and keeps the connection, where something in it cannot be parsed.</summary>
    async Task PassOverAsync(int index, CancellationToken cancellationToken)
    {
        try
        {
            var nothing = await session.Client.GetStreamAsync(index, false, cancellationToken, new Unparsable()).ConfigureAwait(false);
            await nothing.DisposeAsync().ConfigureAwait(false);
        }
        catch (Pop3ProtocolException e) when (e.InnerException is FormatException && session.Client.IsConnected)
        {
            // All of it has passed.
        }
    }

    sealed class Unparsable : ITransferProgress
    {
        public void Report(long bytesTransferred) => throw new FormatException();

        public void Report(long bytesTransferred, long totalSize) => throw new FormatException();
    }
}
