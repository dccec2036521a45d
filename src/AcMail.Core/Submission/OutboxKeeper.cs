using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AcMail.Storage;

namespace AcMail;

/// <summary>Sees to what is found in the outbox: what waits, what went wrong, and the copies that are owed.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that nobody asks for a handle has none.")]
sealed class OutboxKeeper(OutboxDelivery delivery, BeingSent beingSent, TimeProvider time)
{
    readonly Refusals<long> _refusedCopies = new(time);
    readonly SemaphoreSlim _taking = new(1);
    readonly ConcurrentDictionary<long, (int Times, long Since)> _later = [];
    ImmutableHashSet<long> _broken = [];

    public async Task<IReadOnlyList<OutboxEntry>> GetAsync(IMailStore store, CancellationToken cancellationToken)
    {
        var (open, underway) = await ReadAsync(store, cancellationToken).ConfigureAwait(false);
        return [.. open.Select(e => SendResults.AsFound(e, OutboxPlanner.IsUnderway(e, underway)))];
    }

    /// <summary>Sends what waits, until the server is found not to take anything now, and files the copies that are owed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="isAsked">Whether somebody asks for it, so that what the server wants later is tried as well.</param>
    /// <param name="cancellationToken">What was not sent goes on waiting.</param>
    public async Task<IReadOnlyList<SendReport>> FlushAsync(IMailStore store, bool isAsked, CancellationToken cancellationToken)
    {
        var (reports, breaks) = (new List<SendReport>(), 0);
        var (open, underway) = await ReadAsync(store, cancellationToken).ConfigureAwait(false);
        foreach (var entry in OutboxPlanner.Due(open, underway, _broken))
        {
            if (!isAsked && IsToWait(entry)) continue;
            var report = await SendAgainAsync(store, entry, cancellationToken).ConfigureAwait(false);
            if (report.Failure?.Kind == MailErrorKind.Busy) continue;
            reports.Add(report);
            breaks = report.BrokeOff ? breaks + 1 : 0;
            ImmutableInterlocked.Update(ref _broken, ids => report.BrokeOff ? ids.Add(entry.Id) : ids.Remove(entry.Id));
            Pace(report);
            if (!OutboxPlanner.GoesOn(report, breaks)) break;
        }

        return await WithCopiesAsync(store, reports, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with a message that was given before: what waits is sent.</summary>
    /// <returns>What became of it; <see langword="null"/> where there is none, or it was rejected.</returns>
    public async Task<SendReport?> GoOnAsync(IMailStore store, string messageId, CancellationToken cancellationToken)
    {
        var underway = beingSent.MessageIds();
        if (await store.Outbox.FindAsync(messageId, cancellationToken).ConfigureAwait(false) is not { State: not OutboxState.Rejected } entry) return null;
        underway.UnionWith(beingSent.MessageIds());
        return OutboxPlanner.GivenBefore(entry, OutboxPlanner.IsUnderway(entry, underway))
            ?? await SendAgainAsync(store, entry, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SendReport> RetryAsync(IMailStore store, long id, CancellationToken cancellationToken)
    {
        var entry = await TakeAsync(store, id, OutboxEvent.AskedAgain, cancellationToken).ConfigureAwait(false);
        delivery.ForgetRefusals();
        var report = entry.State == OutboxState.Queued ? await SendAgainAsync(store, entry, cancellationToken).ConfigureAwait(false) : Accepted(entry);
        _refusedCopies.Remove(id);
        return (await WithCopiesAsync(store, [report], cancellationToken).ConfigureAwait(false)).First(r => r.Id == id);
    }

    public async Task<bool> DiscardAsync(IMailStore store, long id, CancellationToken cancellationToken)
    {
        await TakeAsync(store, id, OutboxEvent.Discarded, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Files the copies that are owed, oldest first, until the server does not take one. What it refused for good waits longer each time, so that the others have
    /// their turn. The caller has the lease of the store.
    /// </summary>
    /// <returns>The messages, with why their copy could not be filed.</returns>
    public async Task<IReadOnlyList<(OutboxEntry Entry, MailFailure? Failure)>> FileOwedCopiesAsync(IMailStore store, CancellationToken cancellationToken)
    {
        var copies = new List<(OutboxEntry Entry, MailFailure? Failure)>();
        foreach (var entry in await ReadOwedAsync(store, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var refused = _refusedCopies.Find(entry.Id);
            var failure = refused ?? await FileOwedCopyAsync(store, entry, cancellationToken).ConfigureAwait(false);
            copies.Add((entry, failure));
            if (failure is null || refused is not null || MailErrorKinds.IsStorage(failure.Kind)) continue;
            if (!failure.IsTransient) _refusedCopies.Add(entry.Id, failure);
            break;
        }

        return copies;
    }

    bool IsToWait(OutboxEntry entry) => _later.TryGetValue(entry.Id, out var later) && time.GetElapsedTime(later.Since) < OutboxPlanner.Pause(later.Times);

    void Pace(SendReport report)
    {
        _later.Remove(report.Id, out var before);
        if (report.Failure?.Kind == MailErrorKind.Deferred) _later[report.Id] = (before.Times + 1, time.GetTimestamp());
    }

    async Task<MailFailure?> FileOwedCopyAsync(IMailStore store, OutboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var copy = await OutboxDraft.ReadAsync(store, entry, cancellationToken).ConfigureAwait(false);
            var failure = await delivery.FileCopyAsync(copy, cancellationToken).ConfigureAwait(false);
            if (failure is not null) cancellationToken.ThrowIfCancellationRequested();
            return failure;
        }
        catch (MailException e)
        {
            return e.Failure;
        }
    }

    async Task<SendReport> SendAgainAsync(IMailStore store, OutboxEntry entry, CancellationToken cancellationToken)
    {
        using var activity = AcMailTelemetry.StartSubmit(delivery.Outgoing);
        OutboxDraft? draft = null;
        try
        {
            draft = await OutboxDraft.ReadAsync(store, entry, cancellationToken).ConfigureAwait(false);
            beingSent.Add(draft.Message);
            var report = await delivery.DeliverAsync(draft, null, cancellationToken).ConfigureAwait(false);
            AcMailTelemetry.Submitted(activity, report);
            return report;
        }
        catch (MailException e) when (draft is null)
        {
            return new(entry.Id, entry.MessageId, SendOutcome.Deferred, [], SentCopyOutcome.NotWanted) { Failure = e.Failure };
        }
        catch (OperationCanceledException) when (draft is not null)
        {
            await draft.AdvanceAsync(OutboxEvent.Deferred, "").ConfigureAwait(false);
            throw;
        }
        finally
        {
            if (draft is not null) beingSent.Remove(draft.Message);
        }
    }

    /// <summary>
    /// Files the copies that are owed, unless somebody else has the lease: then a later pass does that. Tells of those beside <paramref name="reports"/> too.
    /// </summary>
    async Task<IReadOnlyList<SendReport>> WithCopiesAsync(IMailStore store, IReadOnlyList<SendReport> reports, CancellationToken cancellationToken)
    {
        if ((await ReadOwedAsync(store, cancellationToken).ConfigureAwait(false)).Count == 0) return reports;
        if (await store.TryAcquireLeaseAsync(cancellationToken).ConfigureAwait(false) is not { } lease) return reports;
        await using var releasing = lease.ConfigureAwait(false);
        var copies = await FileOwedCopiesAsync(store, cancellationToken).ConfigureAwait(false);
        var filed = copies.ToDictionary(c => c.Entry.Id);
        return
        [
            .. reports.Select(r => filed.TryGetValue(r.Id, out var copy) ? SendResults.WithCopy(r, copy.Failure) : r),
            .. copies.Where(c => reports.All(r => r.Id != c.Entry.Id)).Select(c => SendResults.WithCopy(Accepted(c.Entry), c.Failure)),
        ];
    }

    /// <summary>What is known of a message that was accepted before: its recipients' answers are not kept.</summary>
    static SendReport Accepted(OutboxEntry entry) => new(entry.Id, entry.MessageId, SendOutcome.Accepted, [], SentCopyOutcome.Owed);

    async Task<OutboxEntry> FindAsync(IMailStore store, long id, CancellationToken cancellationToken)
    {
        var (open, underway) = await ReadAsync(store, cancellationToken).ConfigureAwait(false);
        var entry = open.FirstOrDefault(e => e.Id == id) ?? throw new MailException(OutboxFailures.NotThere(id));
        return OutboxPlanner.IsUnderway(entry, underway) ? throw new MailException(OutboxFailures.TakenByAnother(id)) : entry;
    }

    /// <summary>Takes an entry further by what a person asks for, where that changes anything: one at a time, so that what is read is as it was read.</summary>
    async Task<OutboxEntry> TakeAsync(IMailStore store, long id, OutboxEvent asked, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var entry = await FindAsync(store, id, cancellationToken).ConfigureAwait(false);
            if (OutboxMachine.Next(SendResults.AsFound(entry, isBeingSent: false).State, asked) is not { } step) return entry;
            return await store.Outbox.TryAdvanceAsync(id, entry.State, step.State, cancellationToken).ConfigureAwait(false)
                ? entry with { State = step.State }
                : throw new MailException(OutboxFailures.TakenByAnother(id));
        }
        finally
        {
            _taking.Release();
        }
    }

    async Task<IReadOnlyList<OutboxEntry>> ReadOwedAsync(IMailStore store, CancellationToken cancellationToken)
    {
        if (!delivery.FilesOnServer) return [];
        var (open, underway) = await ReadAsync(store, cancellationToken).ConfigureAwait(false);
        return [.. OutboxPlanner.Owed(open, underway)];
    }

    async Task<(IReadOnlyList<OutboxEntry> Open, HashSet<string> Underway)> ReadAsync(IMailStore store, CancellationToken cancellationToken)
    {
        // Before and after: one that ends meanwhile may still have been read as being sent.
        var underway = beingSent.MessageIds();
        var open = await store.Outbox.GetOpenAsync(cancellationToken).ConfigureAwait(false);
        underway.UnionWith(beingSent.MessageIds());
        return (open, underway);
    }
}
