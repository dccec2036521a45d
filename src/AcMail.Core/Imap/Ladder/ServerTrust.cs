using AcMail.Storage;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>What the account's server is trusted with during a pass; what changes is durable at once.</summary>
sealed class ServerTrust(IMailStore store, SyncPass pass, IReadOnlyList<Distrust> remembered, TimeProvider time)
{
    readonly List<Distrust> _known = [.. remembered];
    readonly HashSet<ServerPromise> _kept = [];

    public bool Holds(ServerPromise promise) => LadderMachine.Trusts(_known, promise, time.GetUtcNow());

    public ImapCapabilities Usable(ImapCapabilities offered) => LadderMachine.Usable(offered, _known, time.GetUtcNow());

    /// <summary>Notes that what was relied upon held.</summary>
    public void Kept(ServerPromise promise) => _kept.Add(promise);

    public async Task BreakAsync(ServerPromise promise, DistrustReason reason, CancellationToken cancellationToken)
    {
        var distrust = LadderMachine.Broken(_known, promise, reason, time.GetUtcNow());
        _known.RemoveAll(d => d.Promise == promise);
        _known.Add(distrust);
        _kept.Remove(promise);
        pass.Notices.Add(LadderNotices.NotTrusted(distrust));
        await store.CommitAsync([new ServerDistrusted(distrust)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>At the end of a pass: what was kept for long enough is no longer held against the server.</summary>
    public async Task RedeemAsync(CancellationToken cancellationToken)
    {
        var redeemed = LadderMachine.Redeemed(_known, _kept, time.GetUtcNow()).ToList();
        if (redeemed.Count == 0) return;
        await store.CommitAsync([.. redeemed.Select(p => new ServerTrusted(p))], cancellationToken).ConfigureAwait(false);
    }
}
