using AcMail.Storage;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Collects the messages of a maildrop, and deletes there what the rules let go.</summary>
sealed class PopSyncStrategy(MailAccountSettings settings, ServerConnector connector, TimeProvider time) : ISyncStrategy
{
    const int DefaultWait = 60;

    public Task RunAsync(IMailStore store, SyncPass pass, CancellationToken cancellationToken) =>
        RunAsync(settings.Pop3.Rules, store, pass, cancellationToken);

    /// <summary>The same by other rules than those of the settings.</summary>
    public async Task RunAsync(PopRules rules, IMailStore store, SyncPass pass, CancellationToken cancellationToken)
    {
        // Over IMAP again, all that has left the server by then would be taken for deleted.
        if (await LocalMail.IsMirroredAsync(store, cancellationToken).ConfigureAwait(false))
            throw new MailException(MigrationFailures.KeptByImap(settings.Name));
        var (state, owner) = (await store.Maildrop.GetStateAsync(cancellationToken).ConfigureAwait(false), settings.Incoming.Owner);
        if (MaildropOwner.IsAnothers(state, owner))
        {
            var maildrop = await store.Maildrop.GetAsync(cancellationToken).ConfigureAwait(false);
            await store.CommitAsync(MaildropOwner.Claim(maildrop, owner), cancellationToken).ConfigureAwait(false);
        }

        var now = MaildropClock.Read(state, time.GetUtcNow(), owner);
        if (now.MustWait is { } notBefore) throw new MailException(PopFailures.MustWait(settings.Incoming, state.LoginDelay, notBefore));
        try
        {
            await new PopPass(settings, connector, store, pass, time, now) { Rules = rules }.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MailException e) when (e.Failure.Kind is MailErrorKind.MailboxInUse or MailErrorKind.Deferred)
        {
            var wait = e.Failure.Kind == MailErrorKind.Deferred ? Math.Max(state.LoginDelay, DefaultWait) : DefaultWait;
            throw new MailException(e.Failure with { NotBefore = time.GetUtcNow().AddSeconds(wait) }, e);
        }
    }
}
