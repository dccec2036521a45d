using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Files sent copies by APPEND over one connection, and never a second one of the same message.</summary>
sealed class ImapSentCopyFiler : ISentCopyFiler
{
    readonly MailAccountSettings _account;
    readonly SessionKeeper<MailSession<ImapClient>> _keeper;
    SentBox? _box;

    public ImapSentCopyFiler(MailAccountSettings account, ServerConnector connector, TimeProvider timeProvider)
    {
        _account = account;
        _keeper = new(token => connector.OpenAsync(account, account.Incoming, log => new ImapClient(log), token), timeProvider);
    }

    public async Task FileAsync(OutgoingMessage message, IMailStore store, CancellationToken cancellationToken)
    {
        var failure = await TryAsync(message, store, cancellationToken).ConfigureAwait(false);

        // The server may have closed the idle connection, or taken the copy without saying so: the search tells.
        if (failure is { Kind: MailErrorKind.ConnectionLost }) failure = await TryAsync(message, store, cancellationToken).ConfigureAwait(false);
        if (failure is not null) throw new MailException(failure);
    }

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();

    async Task<MailFailure?> TryAsync(OutgoingMessage message, IMailStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await _keeper.UseAsync(session => FileAsync(session, message, store, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (MailException e)
        {
            return e.Failure;
        }
    }

    async Task<MailFailure?> FileAsync(
        MailSession<ImapClient> session, OutgoingMessage message, IMailStore store, CancellationToken cancellationToken)
    {
        try
        {
            if (_box?.BelongsTo(session.Client) != true)
                _box = await SentBox.OpenAsync(session.Client, _account.Imap, store, cancellationToken).ConfigureAwait(false);
            await _box.FileAsync(message, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is not (OperationCanceledException or MailException))
        {
            return session.Classify(e);
        }
    }
}
