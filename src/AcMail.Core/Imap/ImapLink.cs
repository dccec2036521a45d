using System.Runtime.ExceptionServices;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>The connection that a pass works on. An answer that breaks it costs the connection, and the pass goes on with another; not without end.</summary>
/// <param name="open">Opens an authenticated session.</param>
/// <param name="observe">Prepares a session for use.</param>
sealed class ImapLink(
    Func<CancellationToken, Task<MailSession<ReplicaImapClient>>> open,
    Func<ReplicaImapClient, CancellationToken, Task<ImapObserver>> observe) : IAsyncDisposable
{
    const int MostReopenings = 24;

    MailSession<ReplicaImapClient>? _session;
    ImapObserver? _observer;
    int _reopenings;

    public ImapObserver Observer => _observer ?? throw new InvalidOperationException("The link is not open.");

    public ReplicaImapClient Client => Session.Client;

    MailSession<ReplicaImapClient> Session => _session ?? throw new InvalidOperationException("The link is not open.");

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        _session = await open(cancellationToken).ConfigureAwait(false);
        try
        {
            _observer = await observe(_session.Client, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not MailException and not OperationCanceledException)
        {
            throw new MailException(_session.Classify(e), e);
        }
    }

    /// <summary>Opens another connection after <paramref name="cause"/> ended this one.</summary>
    /// <exception cref="Exception"><paramref name="cause"/>, where too many had to be opened already.</exception>
    /// <exception cref="MailException">No connection can be had.</exception>
    public async Task ReopenAsync(Exception cause, CancellationToken cancellationToken)
    {
        if (++_reopenings > MostReopenings) ExceptionDispatchInfo.Throw(cause);
        await Session.DisposeAsync().ConfigureAwait(false);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    public MailFailure Classify(Exception exception) => Session.Classify(exception);

    /// <summary>Whether an answer could not be read, which ended the connection.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is ImapProtocolException && MailErrorClassifier.Classify(exception).Kind == MailErrorKind.ProtocolError;

    /// <summary>Whether the server or the network ended the connection.</summary>
    public static bool IsHangUp(Exception exception) => exception is IOException or ProtocolException or ServiceNotConnectedException && !IsUnreadable(exception);

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync().ConfigureAwait(false);
    }
}
