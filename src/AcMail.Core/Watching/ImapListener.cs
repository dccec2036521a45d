using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Idles over the account's own connection while nobody else needs it.</summary>
sealed class ImapListener(ImapConnection connection, TimeProvider time)
{
    /// <summary>Idles on <paramref name="mailbox"/> and tells what ended it.</summary>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="store">Where the account was left.</param>
    /// <param name="until">No longer than until then.</param>
    /// <param name="woken">Ends it.</param>
    /// <param name="stop">Ends it too, and in a hurry.</param>
    public async Task<WatchEvent> IdleAsync(
        string mailbox, IMailStore store, DateTimeOffset until, CancellationToken woken, CancellationToken stop)
    {
        try
        {
            return await connection.RestAsync((link, wanted) => IdleAsync(link, mailbox, store, until, woken, wanted, stop), stop).ConfigureAwait(false)
                ?? new WatchEvent.ConnectedAnew();
        }
        catch (MailException e) when (!MailErrorKinds.IsStorage(e.Failure.Kind))
        {
            return new WatchEvent.ConnectionBroke(e.Failure, connection.ConnectedAt);
        }
    }

    async Task<WatchEvent> IdleAsync(
        ImapLink link, string mailbox, IMailStore store, DateTimeOffset until, CancellationToken woken, CancellationToken wanted, CancellationToken stop)
    {
        if (!ImapIdle.IsOffered(link.Client)) return new WatchEvent.IdleRefused();
        if (link.Observer.Mailboxes.Find(mailbox) is not { } folder) return new WatchEvent.ConnectedAnew();
        if (wanted.IsCancellationRequested) return new WatchEvent.Woke();
        try
        {
            if (!folder.IsOpen && !await IsWhereItWasLeftAsync(link, mailbox, store, stop).ConfigureAwait(false)) return News(mailbox);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(woken, wanted);
            await ImapIdle.RunAsync(link.Client, folder, until - time.GetUtcNow(), time, enough.Token, stop).ConfigureAwait(false);
            return folder.HasNews ? News(mailbox) : new WatchEvent.Woke();
        }
        catch (ImapCommandException)
        {
            return new WatchEvent.IdleRefused();
        }
    }

    static async Task<bool> IsWhereItWasLeftAsync(ImapLink link, string mailbox, IMailStore store, CancellationToken cancellationToken)
    {
        var view = await link.Observer.SelectAsync(mailbox, false, null, cancellationToken).ConfigureAwait(false);
        var stored = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var memory = await store.Sync.GetMemoryAsync(cancellationToken).ConfigureAwait(false);
        return stored.Where(m => m.ServerName == mailbox).Select(m => m with { Name = mailbox })
            .Any(m => ImapPlanner.HasCountersOf(m, ImapPlanner.Accounted(m, memory), view.State));
    }

    static WatchEvent.News News(string mailbox) => new([mailbox], false);
}
