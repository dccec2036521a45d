using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>The account's one connection to its IMAP server, for passes, actions and single messages: one task at a time, open between them for a while.</summary>
sealed class ImapConnection : IAsyncDisposable
{
    readonly MailAccountSettings _account;
    readonly Func<CancellationToken, ValueTask<IMailStore>> _openStore;
    readonly ServerConnector _connector;
    readonly TimeProvider _time;
    readonly SessionKeeper<ImapLink> _keeper;
    bool _wantsFreshCredential;

    public ImapConnection(
        MailAccountSettings account, Func<CancellationToken, ValueTask<IMailStore>> openStore, ServerConnector connector, TimeProvider time)
    {
        (_account, _openStore, _connector, _time) = (account, openStore, connector, time);
        _keeper = new(OpenAsync, time);
    }

    /// <summary>When the last connection was opened; <see langword="null"/> where the last attempt failed.</summary>
    public DateTimeOffset? ConnectedAt { get; private set; }

    /// <summary>Runs <paramref name="work"/> on the connection, which is opened where there is none. A failure or cancellation costs the connection.</summary>
    /// <exception cref="MailException">Classified, with the server's own words.</exception>
    public Task<TResult> UseAsync<TResult>(Func<ImapLink, Task<TResult>> work, CancellationToken cancellationToken) =>
        _keeper.UseAsync(link => link.RunAsync(work), cancellationToken);

    /// <summary>
    /// The same until somebody else wants the connection, which the token given to <paramref name="work"/> tells; <see langword="null"/> where there is
    /// no connection.
    /// </summary>
    /// <inheritdoc cref="UseAsync"/>
    public Task<TResult?> RestAsync<TResult>(Func<ImapLink, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : class =>
        _keeper.RestAsync((link, wanted) => link.GuardAsync(l => work(l, wanted)), cancellationToken);

    /// <summary>Says goodbye, once nobody uses the connection; the next use opens another.</summary>
    /// <param name="forFreshCredential">Whether that one is opened with a credential that no cache has.</param>
    /// <param name="cancellationToken">Cancels the wait for whoever uses it.</param>
    public Task HangUpAsync(bool forFreshCredential = false, CancellationToken cancellationToken = default)
    {
        _wantsFreshCredential |= forFreshCredential;
        return _keeper.CloseAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();

    async Task<ImapLink> OpenAsync(CancellationToken cancellationToken)
    {
        ConnectedAt = null;
        var store = await _openStore(cancellationToken).ConfigureAwait(false);
        var link = await ImapLink.OpenAsync(_connector, _account, store, _time, _wantsFreshCredential, cancellationToken).ConfigureAwait(false);
        _wantsFreshCredential = false;
        ConnectedAt = _time.GetUtcNow();
        return link;
    }
}
