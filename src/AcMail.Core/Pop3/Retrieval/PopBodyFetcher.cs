using AcMail.Storage;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Fetches the rest of a message whose header alone is held, once.</summary>
/// <param name="strategy">Talks to the server.</param>
/// <param name="rules">What synchronisation goes by.</param>
/// <param name="run">Runs a pass under the account's lease, after the one that runs.</param>
sealed class PopBodyFetcher(
    PopSyncStrategy strategy, PopRules rules, Func<Func<IMailStore, SyncPass, CancellationToken, Task>, CancellationToken, Task<SyncReport>> run)
    : IBodyFetcher
{
    static readonly HashSet<string> Nothing = [];

    public async Task<StoredMessage> FetchAsync(IMailStore store, StoredMessage message, CancellationToken cancellationToken)
    {
        var name = message.HeaderOf!.UniqueId;
        var (fetched, problem) = await FetchAsync(store, message.Info.Id, Only(name), cancellationToken).ConfigureAwait(false);
        if (problem is null && fetched?.HeaderOf is not null)
        {
            // The maildrop may have another name for it by now, which a whole listing tells.
            (fetched, _) = await FetchAsync(store, message.Info.Id, rules with { OnlyDelete = Nothing }, cancellationToken).ConfigureAwait(false);
            if (fetched?.HeaderOf is { } whole && whole.UniqueId != name)
                (fetched, problem) = await FetchAsync(store, message.Info.Id, Only(whole.UniqueId), cancellationToken).ConfigureAwait(false);
        }

        return fetched is { HeaderOf: null } ? fetched : throw new MailException(problem ?? PopFailures.RestGone(message.Info.Id));
    }

    PopRules Only(string uniqueId) =>
        rules with { MaximumDownloadSize = long.MaxValue, OnlyFetch = new HashSet<string> { uniqueId }, OnlyDelete = Nothing };

    /// <summary>The message after a pass, and what went wrong with it, if anything.</summary>
    async Task<(StoredMessage? Message, MailFailure? Problem)> FetchAsync(
        IMailStore store, long id, PopRules only, CancellationToken cancellationToken)
    {
        var report = await run((s, pass, token) => strategy.RunAsync(only, s, pass, token), cancellationToken).ConfigureAwait(false);
        report.EnsureSuccess();
        return (await store.Reader.FindAsync(id, cancellationToken).ConfigureAwait(false), report.Problems is [var problem, ..] ? problem.Failure : null);
    }
}
