using MailKit;
using MailKit.Net.Pop3;

namespace AcMail;

/// <summary>Ends a session so that the server carries out what it was asked to delete (RFC 1939 §6).</summary>
static class PopQuit
{
    /// <summary>Whether the server said that it did. MailKit keeps to itself what QUIT was answered; the server's words tell.</summary>
    public static async Task<bool> RunAsync(MailSession<Pop3Client> session, CancellationToken cancellationToken)
    {
        try
        {
            await session.Client.DisconnectAsync(true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ProtocolException or CommandException or TimeoutException)
        {
            return false;
        }

        if (session.HasWholeReply && session.LastReply?.StartsWith("+OK", StringComparison.Ordinal) == true) return true;
        // MailKit keeps this to itself, too; the server is not to blame for it.
        cancellationToken.ThrowIfCancellationRequested();
        return false;
    }
}
