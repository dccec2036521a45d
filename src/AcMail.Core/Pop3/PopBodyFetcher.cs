using AcMail.Storage;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Fetches the rest of a message whose header alone is held, once.</summary>
/// <param name="strategy">Talks to the server.</param>
/// <param name="rules">What synchronisation goes by.</param>
/// <param name="run">Runs a pass under the account's lease.</param>
sealed class PopBodyFetcher(
    PopSyncStrategy strategy, PopRules rules, Func<Func<IMailStore, SyncPass, CancellationToken, Task>, CancellationToken, Task<SyncReport>> run)
    : IBodyFetcher
{
    static readonly HashSet<string> Nothing = [];

    public async Task<StoredMessage> FetchAsync(IMailStore store, StoredMessage message, CancellationToken cancellationToken)
    {
        var only = rules with { MaximumDownloadSize = long.MaxValue, OnlyFetch = new HashSet<string> { message.HeaderOf!.UniqueId }, OnlyDelete = Nothing };
        var report = await run((s, pass, token) => strategy.RunAsync(only, s, pass, token), cancellationToken).ConfigureAwait(false);
        report.EnsureSuccess();
        var fetched = await store.Reader.FindAsync(message.Info.Id, cancellationToken).ConfigureAwait(false);
        return fetched is { HeaderOf: null }
            ? fetched
            : throw new MailException(report.Problems is [var problem, ..] ? problem.Failure : PopFailures.RestGone(message.Info.Id));
    }
}
