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
        _keeper = new(token => connector.OpenUnlessRefusedAsync(account, account.Incoming, ImapClient (log) => new OpenableImapClient(log), token), timeProvider);
    }

    public async Task FileAsync(OutgoingMessage message, IMailStore store, bool wasTried, CancellationToken cancellationToken)
    {
        var before = _box;
        try
        {
            await TryAsync(message, store, wasTried, cancellationToken).ConfigureAwait(false);
        }
        catch (MailException e) when (e.Failure.Kind == MailErrorKind.ConnectionLost || (before is not null && _box == before))
        {
            // What served before may have ended since: the connection, the login, the mailbox. The search tells whether the copy was taken all the same.
            await TryAsync(message, store, wasTried, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => _keeper.DisposeAsync();

    // What fails costs the session, and with it all that was learnt on it.
    Task<bool> TryAsync(OutgoingMessage message, IMailStore store, bool wasTried, CancellationToken cancellationToken) => _keeper.UseAsync(
        async session =>
        {
            try
            {
                if (_box?.BelongsTo(session.Client) != true)
                    _box = await SentBox.OpenAsync(session.Client, _account.Imap, store, cancellationToken).ConfigureAwait(false);
                await _box.FileAsync(message, wasTried, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (Exception e) when (e is not (OperationCanceledException or MailException))
            {
                throw new MailException(session.Classify(e), e);
            }
        },
        cancellationToken);
}
