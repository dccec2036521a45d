using MailKit.Net.Imap;

namespace AcMail;

/// <summary>One IDLE (RFC 2177) on the selected mailbox.</summary>
static class ImapIdle
{
    /// <summary>Whether the server offers it.</summary>
    public static bool IsOffered(ImapClient client) => client.Capabilities.HasFlag(ImapCapabilities.Idle);

    /// <summary>
    /// Idles until the server tells of a change, <paramref name="atMost"/> has passed, or <paramref name="enough"/> is cancelled. A server that does not
    /// answer DONE soon after is taken to be gone: that is how connections show that were silently dropped.
    /// </summary>
    /// <returns>Whether the server did not refuse.</returns>
    /// <exception cref="ImapCommandException">It refused what it did before on this connection, or broke off: a token may have expired.</exception>
    /// <exception cref="TimeoutException">It did not answer DONE.</exception>
    /// <exception cref="IOException">The connection broke, or IDLE was ended by the server.</exception>
    public static async Task<bool> RunAsync(
        ImapLink link, ReplicaImapFolder folder, TimeSpan atMost, TimeProvider time, CancellationToken enough, CancellationToken stop)
    {
        using var elapsed = new CancellationTokenSource(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero, time);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(elapsed.Token, enough, stop);
        using var unanswered = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var limit = done.Token.Register(() => unanswered.CancelAfter(stop.IsCancellationRequested ? ConnectionLimits.Goodbye : ConnectionLimits.IdleAnswer));
        await using var _ = limit.ConfigureAwait(false);
        folder.Noticed = done.Cancel;
        try
        {
            // Told of before, so that nobody would be called.
            if (folder.HasNews) return true;
            await link.Client.IdleAsync(done.Token, unanswered.Token).ConfigureAwait(false);
            return link.HasIdled = done.IsCancellationRequested ? true : throw new IOException("The server ended IDLE by itself.");
        }
        catch (ImapCommandException) when (!link.HasIdled && !link.HasContinued && !done.IsCancellationRequested)
        {
            return false;
        }
        catch (OperationCanceledException e) when (unanswered.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer to DONE within {ConnectionLimits.IdleAnswer.TotalSeconds:0} s.", e);
        }
        finally
        {
            folder.Noticed = null;
        }
    }
}
