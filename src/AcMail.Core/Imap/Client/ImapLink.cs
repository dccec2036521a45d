using System.Runtime.ExceptionServices;
using MailKit;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>
/// A connection to the account's IMAP server, with what was learnt on it. An answer that breaks it costs the connection, and whoever works on it goes on with
/// another; not without end.
/// </summary>
sealed class ImapLink : IKeptSession
{
    /// <summary>Each silence costs a minute.</summary>
    const int MostReopenings = 24, MostSilences = 4;

    readonly Func<CancellationToken, Task<MailSession<ReplicaImapClient>>> _open;
    readonly IReadOnlyList<string> _disabledExtensions;
    readonly TimeProvider _time;
    MailSession<ReplicaImapClient> _session;
    int _reopenings, _silences;

    ImapLink(
        Func<CancellationToken, Task<MailSession<ReplicaImapClient>>> open, IReadOnlyList<string> disabledExtensions, ServerTrust trust,
        MailSession<ReplicaImapClient> session, TimeProvider time)
    {
        (_open, _disabledExtensions, Trust, _session, _time) = (open, disabledExtensions, trust, session, time);
        Observer = new(session.Client, trust, time);
    }

    public ReplicaImapClient Client => _session.Client;

    public ServerTrust Trust { get; }

    public ImapObserver Observer { get; private set; }

    public bool IsUsable => _session.IsUsable;

    /// <summary>Whether it has been of use already; one that has may have been closed by the server meanwhile.</summary>
    public bool HasServed { get; private set; }

    /// <summary>Whether another may be opened in its place; too many broke otherwise.</summary>
    public bool MayReopen => _reopenings < MostReopenings;

    /// <summary>Whether IDLE has gone well on it.</summary>
    public bool HasIdled { get; set; }

    /// <inheritdoc cref="ServerReplyTap.HasContinued"/>
    public bool HasContinued => _session.HasContinued;

    /// <exception cref="MailException">Classified.</exception>
    public static async Task<ImapLink> OpenAsync(
        ServerConnector connector, MailAccountSettings account, IMailStore store, TimeProvider time, bool withFreshCredential,
        CancellationToken cancellationToken)
    {
        var session = await OpenSessionAsync(withFreshCredential, cancellationToken).ConfigureAwait(false);
        var link = new ImapLink(token => OpenSessionAsync(false, token), account.Imap.DisabledExtensions, new(store, time), session, time);
        try
        {
            return await link.GuardAsync(
                async _ =>
                {
                    await link.PrepareAsync(cancellationToken).ConfigureAwait(false);
                    return link;
                }).ConfigureAwait(false);
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        async Task<MailSession<ReplicaImapClient>> OpenSessionAsync(bool fresh, CancellationToken token)
        {
            var opened = await connector.OpenAsync(account, account.Incoming, log => new ReplicaImapClient(log, store.Content), fresh, token).ConfigureAwait(false);
            opened.Client.Timeout = (int)account.Imap.AnswerTime.TotalMilliseconds;
            return opened;
        }
    }

    /// <summary>Leaves out what is not wanted, or not trusted by now.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Trust.RecallAsync(cancellationToken).ConfigureAwait(false);
        await Observer.PrepareAsync(_disabledExtensions, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens another connection after <paramref name="cause"/> ended this one.</summary>
    /// <exception cref="Exception"><paramref name="cause"/>, where too many had to be opened already.</exception>
    /// <exception cref="MailException">No connection can be had.</exception>
    public async Task ReopenAsync(Exception cause, CancellationToken cancellationToken)
    {
        if (cause is TimeoutException) _silences++;
        if (++_reopenings > MostReopenings || _silences > MostSilences) ExceptionDispatchInfo.Throw(cause);
        await _session.DisposeAsync().ConfigureAwait(false);
        _session = await _open(cancellationToken).ConfigureAwait(false);
        Observer = new(_session.Client, Trust, _time);
        await Observer.PrepareAsync(_disabledExtensions, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs <paramref name="work"/>, after which the connection has served.</summary>
    /// <exception cref="MailException">Classified, with the server's own words.</exception>
    public async Task<TResult> RunAsync<TResult>(Func<ImapLink, Task<TResult>> work)
    {
        var result = await GuardAsync(work).ConfigureAwait(false);
        HasServed = true;
        (_reopenings, _silences) = (0, 0);
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
            throw new MailException(Classify(e), e);
        }
    }

    public MailFailure Classify(Exception exception) => _session.Classify(exception);

    /// <summary>Does something that the server may refuse; returns why it did.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="broken">Is told why where the connection breaks over it, which is thrown.</param>
    public async Task<MailFailure?> TryAsync(Func<Task> act, Action<MailFailure> broken)
    {
        try
        {
            await act().ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is ImapCommandException or FolderNotFoundException)
        {
            return Classify(e);
        }
        catch (Exception e) when (Classify(e) is var failure && ReopeningPlanner.IsBreak(failure.Kind))
        {
            broken(failure);
            throw;
        }
    }

    /// <summary>Whether an answer could not be read, which ended the connection.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is ImapProtocolException && MailErrorClassifier.Classify(exception).Kind == MailErrorKind.ProtocolError;

    /// <summary>Whether the server or the network ended the connection, or silence did.</summary>
    public static bool IsHangUp(Exception exception) =>
        exception is IOException or ProtocolException or TimeoutException or ServiceNotConnectedException && !IsUnreadable(exception);

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
