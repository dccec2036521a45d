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

    /// <exception cref="MailException">Classified.</exception>
    public static async Task<ImapLink> OpenAsync(
        ServerConnector connector, MailAccountSettings account, IContentStore content, CancellationToken cancellationToken)
    {
        var session = await connector.OpenAsync(
            account, account.Incoming, log => new ReplicaImapClient(log, content), cancellationToken).ConfigureAwait(false);
        var link = new ImapLink(session);
        try
        {
            await link.GuardAsync(
                () => link.Observer.PrepareAsync(account.Imap.DisabledExtensions, cancellationToken)).ConfigureAwait(false);
            return link;
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs <paramref name="work"/>, and classifies what goes wrong.</summary>
    /// <exception cref="MailException">Classified, with the server's own words.</exception>
    public async Task<TResult> RunAsync<TResult>(Func<ImapLink, Task<TResult>> work)
    {
        TResult result = default!;
        await GuardAsync(async () => result = await work(this).ConfigureAwait(false)).ConfigureAwait(false);
        HasServed = true;
        return result;
    }

    public ValueTask DisposeAsync() => Session.DisposeAsync();

    async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (MailException or OperationCanceledException))
        {
            throw new MailException(Session.Classify(e), e);
        }
    }
}
