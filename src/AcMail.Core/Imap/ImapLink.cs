using AcMail.Storage;

namespace AcMail;

/// <summary>A connection to the account's IMAP server, with what was learnt on it.</summary>
sealed class ImapLink : IKeptSession
{
    ImapLink(MailSession<ReplicaImapClient> session) => (Session, Observer) = (session, new(session.Client));

    public MailSession<ReplicaImapClient> Session { get; }

    public ReplicaImapClient Client => Session.Client;

    public ImapObserver Observer { get; }

    public bool IsUsable => Session.IsUsable;

    /// <summary>Whether it has been of use already; one that has may have been closed by the server meanwhile.</summary>
    public bool HasServed { get; private set; }

    /// <summary>Whether IDLE has gone well on it.</summary>
    public bool HasIdled { get; set; }

    /// <exception cref="MailException">Classified.</exception>
    public static async Task<ImapLink> OpenAsync(
        ServerConnector connector, MailAccountSettings account, IContentStore content, bool withFreshCredential, CancellationToken cancellationToken)
    {
        var session = await connector.OpenAsync(
            account, account.Incoming, log => new ReplicaImapClient(log, content), withFreshCredential, cancellationToken).ConfigureAwait(false);
        var link = new ImapLink(session);
        try
        {
            return await link.GuardAsync(
                async _ =>
                {
                    await link.Observer.PrepareAsync(account.Imap.DisabledExtensions, cancellationToken).ConfigureAwait(false);
                    return link;
                }).ConfigureAwait(false);
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs <paramref name="work"/>, after which the connection has served.</summary>
    /// <exception cref="MailException">Classified, with the server's own words.</exception>
    public async Task<TResult> RunAsync<TResult>(Func<ImapLink, Task<TResult>> work)
    {
        var result = await GuardAsync(work).ConfigureAwait(false);
        HasServed = true;
        return result;
    }

    /// <summary>Runs <paramref name="work"/>, and classifies what goes wrong.</summary>
    /// <exception cref="MailException">Classified, with the server's own words.</exception>
    public async Task<TResult> GuardAsync<TResult>(Func<ImapLink, Task<TResult>> work)
    {
        try
        {
            return await work(this).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (MailException or OperationCanceledException))
        {
            throw new MailException(Session.Classify(e), e);
        }
    }

    public ValueTask DisposeAsync() => Session.DisposeAsync();
}
