using AcMail.Storage;
using MailKit.Net.Imap;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>What the account's server is trusted with; what changes is durable at once.</summary>
sealed class ServerTrust(IMailStore store, TimeProvider time)
{
    readonly HashSet<ServerPromise> _kept = [];
    readonly List<MailText> _notices = [];
    List<Distrust> _known = [];

    /// <summary>Reads what is remembered, by other processes too.</summary>
    public async Task RecallAsync(CancellationToken cancellationToken) =>
        _known = [.. (await store.Sync.GetMemoryAsync(cancellationToken).ConfigureAwait(false)).Distrusts];

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
        _notices.Add(LadderNotices.NotTrusted(distrust));
        await store.CommitAsync([new ServerDistrusted(distrust)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>At the end of a pass: what was kept for long enough is no longer held against the server.</summary>
    public async Task RedeemAsync(CancellationToken cancellationToken)
    {
        var redeemed = LadderMachine.Redeemed(_known, _kept, time.GetUtcNow()).ToList();
        if (redeemed.Count == 0) return;
        await store.CommitAsync([.. redeemed.Select(p => new ServerTrusted(p))], cancellationToken).ConfigureAwait(false);
        _known.RemoveAll(d => redeemed.Contains(d.Promise));
    }

    /// <summary>What there is to tell a person, once.</summary>
    public IReadOnlyList<MailText> TakeNotices()
    {
        MailText[] taken = [.. _notices];
        _notices.Clear();
        return taken;
    }
}
