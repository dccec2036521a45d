using System.Runtime.ExceptionServices;
using AcMail.Storage;
using MailKit;
using MailKit.Net.Pop3;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>One session with a maildrop: list, receive, make durable, delete, QUIT.</summary>
sealed class PopSitting(
    MailSession<Pop3Client> session, IMailStore store, SyncPass pass, MailboxTally tally, PopManners manners, TimeProvider clock,
    MaildropTime time, PopRules rules, PopRefusals refusals, HashSet<string> identified)
{
    /// <summary>A lost QUIT costs the doubt about so many messages.</summary>
    public const int DeletionsAtOnce = 250;

    /// <summary>The same where LOGIN-DELAY forbids to come back soon.</summary>
    public const int DeletionsWithLoginDelay = 5000;

    readonly PopRetriever _retriever = new(session, manners, store.Content);

    /// <param name="known">The ledger.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Whether another session has something to delete, to fetch or to explain.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<DropEntry> known, CancellationToken cancellationToken)
    {
        try
        {
            return await GoThroughAsync(known, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBreak(e))
        {
            var failure = session.Classify(e);
            AddBreak(_retriever.Asked, failure);
            if (session.Client.LoginDelay > 0) throw;
            throw new SpoiltSessionException(failure, e);
        }
    }

    async Task<bool> GoThroughAsync(IReadOnlyList<DropEntry> known, CancellationToken cancellationToken)
    {
        pass.Report(SyncStage.Listing);
        var entries = known.ToDictionary(e => e.UniqueId, StringComparer.Ordinal);
        var lister = new PopLister(session.Client, _retriever, manners);
        var recognised = await lister.RecogniseAsync(entries, cancellationToken).ConfigureAwait(false);
        var listing = recognised ?? await lister.ListAsync(entries.Keys, cancellationToken).ConfigureAwait(false);
        var seen = await CompleteRulesAsync(cancellationToken).ConfigureAwait(false);
        var steps = PopPlanner.Plan(entries, listing, seen, time.Ages);
        if (recognised is not null && steps.Any(s => s.Action != MaildropAction.Leave))
        {
            listing = await lister.ListAsync(entries.Keys, cancellationToken).ConfigureAwait(false);
            steps = PopPlanner.Plan(entries, listing, seen, time.Ages);
        }

        if (listing.IsComplete) refusals.Explain();
        Tell(listing, seen);
        var ledger = new MaildropLedger(entries, listing);
        var received = await ReceiveAsync(steps, ledger, listing, seen, cancellationToken).ConfigureAwait(false);
        if (received is not null)
        {
            // What is deleted is decided by what has been committed, not by what this pass believes to have done.
            known = (await store.Maildrop.GetAsync(cancellationToken).ConfigureAwait(false)).Entries;
            seen = await CompleteRulesAsync(cancellationToken).ConfigureAwait(false);
            steps = PopPlanner.Plan(known.ToDictionary(e => e.UniqueId, StringComparer.Ordinal), received, seen, time.Ages);
        }

        return await ReleaseAsync(steps, cancellationToken).ConfigureAwait(false);
    }

    void Tell(DropListing listing, PopRules seen)
    {
        pass.Maildrop ??= new() { Listed = listing.Entries.Count };
        if (!listing.IsComplete) pass.Notices.Add(PopNotices.IncompleteListing);
        if (listing.Names.Contains("")) pass.Notices.Add(PopNotices.Unidentified);
        if (listing.Entries.Count(e => e.Size <= 0) is > 0 and var unsized) pass.Notices.Add(PopNotices.SizesUnknown(unsized));
        if (seen.Expire is { } days && seen.Policy.Outlasts(days)) pass.Notices.Add(PopNotices.Expires(days));
    }

    async Task<PopRules> CompleteRulesAsync(CancellationToken cancellationToken)
    {
        var expires = session.Client.Capabilities.HasFlag(Pop3Capabilities.Expire) && session.Client.ExpirePolicy >= 0;
        return rules with
        {
            Expire = expires ? session.Client.ExpirePolicy : null,
            Discarded = rules.Policy.NeedsDiscarded
                ? await store.Maildrop.GetDiscardedAsync(cancellationToken).ConfigureAwait(false)
                : rules.Discarded,
        };
    }

    /// <summary>Fetches what the plan says, and returns the listing with the names found out meanwhile, or <see langword="null"/> where nothing was received.</summary>
    async Task<DropListing?> ReceiveAsync(
        IReadOnlyList<MaildropStep> steps, MaildropLedger ledger, DropListing listing, PopRules seen, CancellationToken cancellationToken)
    {
        List<MaildropStep> doubtful = [.. manners.Broken.Order(Of(steps, MaildropAction.Compare), s => s.Entry.UniqueId)];
        var compared = await new PopComparer(_retriever, store).CompareAsync(doubtful, cancellationToken).ConfigureAwait(false);
        if (compared.Same.Count(s => s.Known!.State == DropState.Deleted) is > 0 and var listedAgain) pass.Notices.Add(PopNotices.ListedAgain(listedAgain));
        List<StoreChange> displaced = [.. compared.Other.SelectMany(s => ledger.Displace(s.Known!))];
        // At once: what the writer is given may become durable in part, and a header whose name had gone without its entry would never be completed.
        if (displaced.Count > 0) await store.CommitAsync(displaced, cancellationToken).ConfigureAwait(false);
        ledger.Doubt(compared.Unproven.Select(s => s.Entry.UniqueId));
        var plan = FetchPlan.Of(steps, compared, ledger, seen, manners.Broken);
        tally.Total = tally.Received + plan.Count;

        var writer = new ReplicaWriter(store, pass, clock);
        await using var stopping = writer.ConfigureAwait(false);
        var state = time.LoggedIn(clock.GetUtcNow(), session.Client.LoginDelay);
        // Who only looked for what would be deleted has left a state and no mailbox.
        if (MaildropClock.IsNews(time.Stored, state) || ledger.Entries.Count == 0)
        {
            await writer.PostAsync(new MailboxListed(MaildropFold.Inbox, null, MailboxRole.Inbox, true), cancellationToken).ConfigureAwait(false);
            await writer.PostAsync(new MaildropObserved(state), cancellationToken).ConfigureAwait(false);
        }

        foreach (var change in LedgerPlanner.Observe([.. ledger.Entries.Values], listing, time))
            await writer.PostAsync(change, cancellationToken).ConfigureAwait(false);
        foreach (var step in compared.Same)
            await writer.PostAsync(new DropEntryRecorded(LedgerPlanner.Recognise(step.Known!, step.Entry)), cancellationToken).ConfigureAwait(false);
        if (compared.Cut is { } cut)
        {
            await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(cut);
        }

        var fold = new MaildropFold(ledger, seen.Policy, time);
        var receiver = new PopReceiver(_retriever, ledger, fold, writer, refusals, tally, time);
        try
        {
            await receiver.FetchAsync(plan.Whole, cancellationToken).ConfigureAwait(false);
            await receiver.FetchHeadersAsync(plan.Headers, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBreak(e))
        {
            await SeeAsync(_retriever.Asked.Count == 1 ? _retriever.Asked : []).ConfigureAwait(false);
            throw;
        }

        await SeeAsync(receiver.Refused.Concat(plan.GivenUp)).ConfigureAwait(false);
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
        identified.UnionWith(compared.Same.Select(s => s.Entry.UniqueId).Concat(ledger.Recorded));
        if (plan.Count + compared.Same.Count == 0) return null;
        return new([.. listing.Entries.Select(e => fold.Named.TryGetValue(e.Index, out var name) ? e with { UniqueId = name } : e)], listing.IsComplete);

        async Task SeeAsync(IEnumerable<DropListingEntry> entries)
        {
            foreach (var entry in entries.Where(e => e.UniqueId.Length > 0 && ledger.Find(e.UniqueId) is null))
                await writer.PostAsync(new DropEntryRecorded(LedgerPlanner.See(entry, time.Stamp)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the connection broke over what was asked for.</summary>
    bool IsBreak(Exception e) => _retriever.Asked.Count > 0 && e is IOException or ProtocolException or TimeoutException;

    /// <summary>The connection broke over these: alone, one is left to the next pass the second time; of several, nobody knows which it was.</summary>
    void AddBreak(IReadOnlyList<DropListingEntry> asked, MailFailure failure)
    {
        manners.AddBreak(asked, failure.Kind);
        foreach (var entry in asked.Where(e => manners.Broken.IsGivenUp(e.UniqueId)))
            pass.AddProblem(tally, entry.UniqueId, PopFailures.Broken(entry, failure));
    }

    async Task<bool> ReleaseAsync(IReadOnlyList<MaildropStep> steps, CancellationToken cancellationToken)
    {
        var maildrop = pass.Maildrop!;
        maildrop.Leave(steps);
        var delayed = session.Client.LoginDelay > 0;
        List<MaildropStep> due = [.. Of(steps, MaildropAction.Delete).Where(s => !manners.Deleted.Contains(s.Entry.UniqueId))];
        // From the end: messages alike are told apart by their order, and those that stay for another session keep their names.
        List<MaildropStep> batch = [.. due.TakeLast(delayed ? DeletionsWithLoginDelay : DeletionsAtOnce)];
        maildrop.Due = due.Count - batch.Count;
        if (batch.Count == 0)
        {
            await PopQuit.RunAsync(session, cancellationToken).ConfigureAwait(false);
            return refusals.AnyUnexplained && !delayed;
        }

        pass.Report(SyncStage.Deleting);
        var identification = await new PopIdentifier(_retriever, manners, store, identified).IdentifyAsync(batch, cancellationToken).ConfigureAwait(false);
        var deleted = await new PopDeleter(store, session, _retriever, manners, pass, tally).DeleteAsync(identification.Held, cancellationToken).ConfigureAwait(false);
        maildrop.Deleted += deleted ?? 0;
        if (deleted is not null) manners.Deleted.UnionWith(identification.Held.Select(s => s.Entry.UniqueId));
        if (deleted is null) pass.Notices.Add(PopNotices.QuitUnanswered(identification.Held.Count, session.LastReply));
        if (maildrop.Due > 0 && (deleted is null || delayed)) pass.Notices.Add(PopNotices.DeletionsPostponed(maildrop.Due));
        // What is not what is held is mail that nobody has fetched.
        var isMoreWanted = identification.Others > 0 || (maildrop.Due > 0 && deleted > 0) || refusals.AnyUnexplained;
        return isMoreWanted && deleted is not null && !delayed;
    }

    static List<MaildropStep> Of(IReadOnlyList<MaildropStep> steps, MaildropAction action) => [.. steps.Where(s => s.Action == action)];
}
