using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>The account's one connection to its IMAP server, for passes, actions and single messages: one task at a time, open between them for a while.</summary>
sealed class ImapConnection(
    MailAccountSettings account, Func<CancellationToken, ValueTask<IMailStore>> openStore, ServerConnector connector, TimeProvider time) : IAsyncDisposable
{
    readonly SessionKeeper<ImapLink> _keeper = new(
        async token =>
        {
            var store = await openStore(token).ConfigureAwait(false);
            return await ImapLink.OpenAsync(connector, account, store.Content, token).ConfigureAwait(false);
        },
        time);

    /// <summary>Runs <paramref name="work"/> on the connection, which is opened where there is none. A failure or cancellation costs the connection.</summary>
    /// <exception cref="MailException">Classified, with the server's own words.</exception>
    public Task<TResult> UseAsync<TResult>(Func<ImapLink, Task<TResult>> work, CancellationToken cancellationToken) =>
        _keeper.UseAsync(link => link.RunAsync(work), cancellationToken);

    /// <summary>Says goodbye, once nobody uses the connection; the next use opens another.</summary>
    public Task HangUpAsync() => _keeper.CloseAsync();

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();
}
