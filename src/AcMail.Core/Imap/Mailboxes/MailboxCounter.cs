namespace AcMail;

/// <summary>Asks for the counters of single mailboxes.</summary>
sealed class MailboxCounter(ImapPassContext context)
{
    bool _isUncounted;

    ImapLink Link => context.Link;

    /// <summary>
    /// The counters of a mailbox that is not open, or <see langword="null"/> where the server does not tell them, or not so that they can be read.
    /// </summary>
    public async Task<RemoteState?> CountAsync(string mailbox, CancellationToken cancellationToken)
    {
        if (_isUncounted) return null;
        RemoteState? counted = null;
        try
        {
            await Link.TryAsync(
                async () => counted = await Link.Observer.Mailboxes.CountAsync(mailbox, cancellationToken).ConfigureAwait(false),
                broken => context.Pass.AddBreak(context.Pass.Open(mailbox), broken)).ConfigureAwait(false);
        }
        catch (Exception e) when (ImapLink.IsUnreadable(e))
        {
            // Some servers leave names with spaces unquoted. That must keep nothing from being sent, and no new mail from coming.
            _isUncounted = true;
            if (!Link.Client.IsConnected) await Link.ReopenAsync(e, cancellationToken).ConfigureAwait(false);
        }

        return counted;
    }
}
