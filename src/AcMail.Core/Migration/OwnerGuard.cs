using AcMail.Storage;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Tells whether the mailboxes that the settings name are those that the replica mirrors.</summary>
sealed class OwnerGuard(MailAccountSettings settings, IMailStore store)
{
    const int MostMailboxes = 5;

    const int MostMessages = 20;

    bool _isAsBefore;

    /// <summary>What notes whose mailboxes the replica mirrors; <see langword="null"/> where that is noted.</summary>
    /// <exception cref="MailException">The replica mirrors other mailboxes.</exception>
    public async Task<ReplicaClaimed?> ClaimAsync(ImapLink link, CancellationToken cancellationToken)
    {
        var noted = await ReadOwnerAsync(cancellationToken).ConfigureAwait(false);
        if (noted == settings.Incoming.Owner) return null;
        var isSame = await IsSameAsync(noted, link, cancellationToken).ConfigureAwait(false);
        if (isSame == false) throw Refusal(noted!);
        return new(settings.Incoming.Owner) { IsAnothers = isSame is null };
    }

    /// <summary>Whether the replica mirrors other mailboxes.</summary>
    public async Task<bool> IsOtherAsync(ImapLink link, CancellationToken cancellationToken) =>
        await IsSameAsync(await ReadOwnerAsync(cancellationToken).ConfigureAwait(false), link, cancellationToken).ConfigureAwait(false) == false;

    /// <summary>
    /// Called before anything goes that a mailbox which is gone, or has another UIDVALIDITY, left behind. Which mailbox is selected afterwards is not said.
    /// </summary>
    /// <exception cref="MailException">The server was set up anew: it would empty the replica.</exception>
    public async Task EnsureNotRenewedAsync(ImapLink link, CancellationToken cancellationToken)
    {
        if (_isAsBefore) return;
        if (await IsRenewedAsync(link, cancellationToken).ConfigureAwait(false)) throw new MailException(MigrationFailures.SetUpAnew(settings.Name));
        _isAsBefore = true;
    }

    /// <summary>Whether none of the mailboxes has its UIDVALIDITY, and of their messages few are there.</summary>
    public async Task<bool> IsRenewedAsync(ImapLink link, CancellationToken cancellationToken)
    {
        var held = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        if (OwnerPlanner.IsLittle(held)) return false;
        var (wanted, found) = (0, 0);
        // Another client can take away every mailbox but the inbox.
        foreach (var mailbox in held.Where(m => m is { Checkpoint: not null, ServerName: not null })
            .OrderByDescending(m => m.Role == MailboxRole.Inbox).ThenByDescending(m => m.Messages).Take(MostMailboxes))
        {
            var ids = (await ReadHereAsync(mailbox, cancellationToken).ConfigureAwait(false)).Values.Select(s => s.MessageId).Where(i => i.Length > 0).ToList();
            wanted += ids.Count;
            if (await TrySelectAsync(link, mailbox.ServerName!, cancellationToken).ConfigureAwait(false) is not { } view) continue;
            if (OwnerPlanner.IsAsBefore(mailbox, view.State)) return false;
            found += await CountAsync(view.Folder, ids, cancellationToken).ConfigureAwait(false);
        }

        return OwnerPlanner.IsRenewed(wanted, found);
    }

    /// <exception cref="MailException">By what is noted, the replica mirrors other mailboxes.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await ReadOwnerAsync(cancellationToken).ConfigureAwait(false) is { } noted && noted != settings.Incoming.Owner) throw Refusal(noted);
    }

    /// <summary>
    /// A host or a user may have no more than another name: then what the server numbered is there under its numbers. <see langword="null"/> where it numbered
    /// nothing that is here.
    /// </summary>
    async Task<bool?> IsSameAsync(string? noted, ImapLink link, CancellationToken cancellationToken)
    {
        if (noted is null || noted == settings.Incoming.Owner) return true;
        var mirrored = (await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false))
            .Where(m => m is { Placements: > 0, ServerName: not null }).OrderByDescending(m => m.Placements).Take(MostMailboxes).ToList();
        var witnesses = new List<OwnerWitness>();
        foreach (var mailbox in mirrored) witnesses.AddRange(await CompareAsync(link, mailbox, cancellationToken).ConfigureAwait(false));
        return mirrored.Count == 0 ? null : OwnerPlanner.IsSame(witnesses);
    }

    async Task<string?> ReadOwnerAsync(CancellationToken cancellationToken) =>
        (await store.Sync.GetMemoryAsync(cancellationToken).ConfigureAwait(false)).Owner;

    MailException Refusal(string noted) => new(MigrationFailures.OtherMailboxes(settings.Name, noted, settings.Incoming.Owner));

    async Task<IEnumerable<OwnerWitness>> CompareAsync(ImapLink link, StoredMailbox mailbox, CancellationToken cancellationToken)
    {
        var here = await ReadHereAsync(mailbox, cancellationToken).ConfigureAwait(false);
        var there = await ReadThereAsync(link, mailbox.ServerName!, here, cancellationToken).ConfigureAwait(false);
        return here.Select(h => new OwnerWitness(h.Value, there.GetValueOrDefault(h.Key)));
    }

    /// <summary>The newest messages of a mailbox that the server numbered.</summary>
    async Task<Dictionary<(uint UidValidity, uint Uid), OwnerSign>> ReadHereAsync(StoredMailbox mailbox, CancellationToken cancellationToken)
    {
        var messages = new Dictionary<long, OwnerSign>();
        await foreach (var m in store.Reader.QueryAsync(new() { Mailbox = mailbox.Name, Limit = MostMessages }, cancellationToken).ConfigureAwait(false))
            messages[m.Id] = new(m.InternalDate, m.Headers.MessageId, m.Size);
        var places = await store.Sync.LocateAsync(messages.Keys, cancellationToken).ConfigureAwait(false);
        return places.Where(p => p.UidValidity > 0).ToDictionary(p => (p.UidValidity, p.Uid), p => messages[p.Id]);
    }

    static async Task<Dictionary<(uint UidValidity, uint Uid), OwnerSign>> ReadThereAsync(
        ImapLink link, string mailbox, Dictionary<(uint UidValidity, uint Uid), OwnerSign> here, CancellationToken cancellationToken)
    {
        var there = new Dictionary<(uint UidValidity, uint Uid), OwnerSign>();
        if (await TrySelectAsync(link, mailbox, cancellationToken).ConfigureAwait(false) is not { } view) return there;
        var uidValidity = view.State.UidValidity;
        var wanted = UidSet.Of(here.Keys.Where(k => k.UidValidity == uidValidity).Select(k => k.Uid));
        await new CensusReader(link, mailbox, view).ReadAsync(
            wanted,
            (folder, part, shown) => folder.TellAsync(() => folder.FetchAsync(UidSets.To(folder, part), CensusDetails.Whole(folder), cancellationToken), summary =>
            {
                var details = MessageDetails.From(summary);
                shown.Add(details.Uid);
                if (CensusDetails.IsComplete(summary)) there[(uidValidity, details.Uid)] = new(details.InternalDate, details.MessageId, details.Size);
            }),
            uid => there.ContainsKey((uidValidity, uid)), cancellationToken).ConfigureAwait(false);
        return there;
    }

    static async Task<MailboxView?> TrySelectAsync(ImapLink link, string mailbox, CancellationToken cancellationToken)
    {
        try
        {
            return await link.Observer.SelectAsync(mailbox, writes: false, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FolderNotFoundException or ImapCommandException)
        {
            return null;
        }
    }

    /// <summary>How many of <paramref name="ids"/> are there. Where SEARCH is refused, nothing is shown to be.</summary>
    static async Task<int> CountAsync(ImapFolder folder, List<string> ids, CancellationToken cancellationToken)
    {
        if (folder.Count == 0 || ids.Count == 0) return 0;
        var query = ids.Select(id => (SearchQuery)SearchQuery.HeaderContains("Message-ID", id)).Aggregate((all, one) => all.Or(one));
        try
        {
            return (await folder.SearchAsync(query, cancellationToken).ConfigureAwait(false)).Count;
        }
        catch (ImapCommandException)
        {
            return 0;
        }
    }
}
