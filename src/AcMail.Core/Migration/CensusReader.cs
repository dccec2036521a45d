using System.Runtime.ExceptionServices;
using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;

namespace AcMail;

/// <summary>Asks for something of many messages of a mailbox, and gets around those that the server does not give out.</summary>
/// <param name="link">The connection.</param>
/// <param name="mailbox">The mailbox.</param>
/// <param name="view">The mailbox as it is open.</param>
sealed class CensusReader(ImapLink link, string mailbox, MailboxView view)
{
    // A server that gives out nothing any more is not asked for each message alone: everything would be taken for unknown.
    const int MostInVain = 8;

    readonly Dictionary<uint, MailFailure> _refused = [];
    int _inVain;

    /// <summary>What the server does not give out, and why.</summary>
    public IReadOnlyDictionary<uint, MailFailure> Refused => _refused;

    /// <summary>Asks for <paramref name="wanted"/> until all of it is received, refused or gone.</summary>
    /// <param name="wanted">The messages.</param>
    /// <param name="ask">Asks for some of them, and adds those that the server tells anything of.</param>
    /// <param name="isRead">Whether a message was received.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ReadAsync(UidSet wanted, Func<ImapFolder, UidSet, HashSet<uint>, Task> ask, Func<uint, bool> isRead, CancellationToken cancellationToken)
    {
        var parts = new Stack<UidSet>(wanted.Count == 0 ? [] : [wanted]);
        while (parts.TryPop(out var part))
        {
            var shown = new HashSet<uint>();
            var cause = await TryAsync(folder => ask(folder, part, shown), cancellationToken).ConfigureAwait(false);
            var read = UidSet.Of(part.Where(isRead));
            if (read.Count > 0) _inVain = 0;
            var (refused, next) = CensusPlanner.After(part, read, UidSet.Of(shown), cause is not null);
            foreach (var uid in refused) Refuse(uid, cause);
            if (cause is not null && refused.Count > 0 && ++_inVain == MostInVain) ExceptionDispatchInfo.Throw(cause);
            foreach (var set in next.Reverse()) parts.Push(set);
        }
    }

    /// <summary>Asks, and returns what came in the way; the mailbox is open again then.</summary>
    public async Task<Exception?> TryAsync(Func<ImapFolder, Task> ask, CancellationToken cancellationToken)
    {
        try
        {
            await ask(view.Folder).ConfigureAwait(false);
            return null;
        }
        catch (ImapCommandException e) when (!link.Classify(e).IsTransient)
        {
            return e;
        }
        catch (Exception e) when (ImapLink.IsUnreadable(e) || ImapLink.IsHangUp(e))
        {
            var uidValidity = view.State.UidValidity;
            await link.ReopenAsync(e, cancellationToken).ConfigureAwait(false);
            view = await link.Observer.SelectAsync(mailbox, writes: false, null, cancellationToken).ConfigureAwait(false);
            // Under other numbers, nothing that was found out holds.
            if (view.State.UidValidity != uidValidity) throw;
            return e;
        }
    }

    public void Refuse(uint uid, Exception? cause = null) =>
        _refused[uid] = MigrationFailures.NotGivenOut(mailbox, uid, cause is null ? null : link.Classify(cause));
}
