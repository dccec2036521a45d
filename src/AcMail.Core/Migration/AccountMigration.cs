using AcMail.Storage;

namespace AcMail;

/// <summary>Moves one account over to IMAP, from POP3 or from another IMAP server.</summary>
/// <param name="settings">The account, as an IMAP account.</param>
/// <param name="connection">Its connection.</param>
/// <param name="strategy">What synchronises it.</param>
/// <param name="open">Opens the store.</param>
/// <param name="run">Runs a pass under the account's lease.</param>
/// <param name="passes">How long there may be any.</param>
sealed class AccountMigration(
    MailAccountSettings settings, ImapConnection connection, ImapSyncStrategy strategy, Func<CancellationToken, ValueTask<IMailStore>> open,
    Func<Func<IMailStore, SyncPass, CancellationToken, Task>, IProgress<SyncProgress>?, CancellationToken, Task<SyncReport>> run,
    Lifetime passes)
{
    public Task<MigrationPlan> PlanAsync(CancellationToken cancellationToken) => passes.RunAsync(
        async token =>
        {
            var store = await open(token).ConfigureAwait(false);
            return (await LookAsync(store, token).ConfigureAwait(false)).Plan;
        },
        cancellationToken);

    public async Task<MigrationReport> MigrateAsync(IProgress<SyncProgress>? progress, CancellationToken cancellationToken)
    {
        MigrationPlan? plan = null;
        var sync = await run(
            async (store, pass, token) =>
            {
                pass.Report(SyncStage.Connecting);
                (plan, var changes, var references) = await LookAsync(store, token).ConfigureAwait(false);
                if (plan.Incomplete.Count > 0) throw new MailException(MigrationFailures.Incomplete(plan.Incomplete, plan.Problems.Count(p => p.Uid is not null)));
                foreach (var (content, origin) in references) await store.Content.ReferAsync(content, origin, token).ConfigureAwait(false);
                if (changes.Count > 0) await store.CommitAsync(changes, token).ConfigureAwait(false);
                await strategy.RunAsync(store, pass, token).ConfigureAwait(false);
            },
            progress, cancellationToken).ConfigureAwait(false);
        return new(plan, sync);
    }

    async Task<(MigrationPlan Plan, IReadOnlyList<StoreChange> Changes, IReadOnlyList<(ContentKey Content, ContentOrigin Origin)> References)> LookAsync(
        IMailStore store, CancellationToken cancellationToken)
    {
        var isMirrored = await LocalMail.IsMirroredAsync(store, cancellationToken).ConfigureAwait(false);
        var local = isMirrored ? [] : await LocalMail.ReadAsync(store, cancellationToken).ConfigureAwait(false);
        if (local.Count == 0 && !isMirrored) return (new(settings.Name, [], []), [], []);
        var held = await store.Reader.GetMailboxesAsync(cancellationToken).ConfigureAwait(false);
        var seen = await connection.UseAsync(
            async link =>
            {
                await link.PrepareAsync(cancellationToken).ConfigureAwait(false);
                if (isMirrored && !await IsToBeDetachedAsync(link, store, cancellationToken).ConfigureAwait(false)) return null;
                if (isMirrored) local = await LocalMail.ReadAllAsync(store, cancellationToken).ConfigureAwait(false);
                var listed = MailboxListPlanner.Select(await link.Observer.ListNamesAsync(cancellationToken).ConfigureAwait(false), settings.Imap);
                var census = new ServerCensus(link, store, local, knowsPlaces: !isMirrored);
                var messages = new List<FoundMessage>();
                foreach (var (mailbox, _) in listed.Where(m => m.Mailbox.Selectable))
                    messages.AddRange(await census.TakeAsync(mailbox.Name, cancellationToken).ConfigureAwait(false));
                return new Seen(MigrationRoutes.Plan(isMirrored ? [.. held.Select(m => m.Detached)] : held, [.. listed.Select(m => m.Mailbox)]), messages);
            },
            cancellationToken).ConfigureAwait(false);
        if (seen is not var (routes, found)) return (new(settings.Name, [], []), [], []);

        var matched = MigrationPlanner.Match(routes, local, found);
        var headers = local.Where(m => m.IsPartial).Select(m => m.Content).ToHashSet();
        StoreChange[] beginning = isMirrored ? [new ReplicaDetached(), new ReplicaClaimed(settings.Incoming.Owner)] : [];
        return (
            MigrationPlanner.Tell(settings.Name, routes, matched, found), [.. beginning, .. MigrationPlanner.Fold(routes, matched, found)],
            [.. found.Where(f => f.Content is { } content && !headers.Contains(content)).Select(f => (f.Content!.Value, OriginOf(f)))]);
    }

    async Task<bool> IsToBeDetachedAsync(ImapLink link, IMailStore store, CancellationToken cancellationToken)
    {
        var guard = new OwnerGuard(settings, store);
        return await guard.IsOtherAsync(link, cancellationToken).ConfigureAwait(false)
            || await guard.IsRenewedAsync(link, cancellationToken).ConfigureAwait(false);
    }

    static ContentOrigin OriginOf(FoundMessage found) =>
        new(found.Mailbox, found.UidValidity, found.Details.Uid, found.Details.Flags, found.Details.InternalDate, "");

    sealed record Seen(MigrationRoutes Routes, IReadOnlyList<FoundMessage> Found);
}
