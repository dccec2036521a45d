using AcMail.Storage;
using MailKit.Net.Pop3;
using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>Retention of a POP3 account: the rule for leaving messages on the server, told before it is applied to what was downloaded under another.</summary>
/// <param name="settings">The account.</param>
/// <param name="connector">Connects.</param>
/// <param name="time">The clock.</param>
/// <param name="open">Opens the store.</param>
/// <param name="run">Runs a pass under the account's lease.</param>
sealed class PopRetention(
    MailAccountSettings settings, ServerConnector connector, TimeProvider time, Func<CancellationToken, ValueTask<IMailStore>> open,
    Func<Func<IMailStore, SyncPass, CancellationToken, Task>, CancellationToken, Task<SyncReport>> run) : IMailRetention
{
    readonly PopRules _rules = settings.Pop3.Rules with { ApplyToAll = true };

    public async Task<RetentionPlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        var store = await open(cancellationToken).ConfigureAwait(false);
        if (await LocalMail.IsMirroredAsync(store, cancellationToken).ConfigureAwait(false))
            throw new MailException(MigrationFailures.KeptByImap(settings.Name));
        var maildrop = await store.Maildrop.GetAsync(cancellationToken).ConfigureAwait(false);
        var now = MaildropClock.Read(maildrop.State, time.GetUtcNow());
        if (now.MustWait is { } notBefore) throw new MailException(PopFailures.MustWait(settings.Incoming, maildrop.State.LoginDelay, notBefore));
        var session = await connector.OpenAsync(settings, settings.Incoming, log => new Pop3Client(log), cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        try
        {
            await store.CommitAsync([new MaildropObserved(now.LoggedIn(time.GetUtcNow(), session.Client.LoginDelay))], cancellationToken).ConfigureAwait(false);
            var manners = new PopManners();
            var listing = await new PopLister(session.Client, new(session, manners, store.Content), manners)
                .ListAsync(maildrop.Entries.Select(e => e.UniqueId), cancellationToken).ConfigureAwait(false);
            var discarded = await store.Maildrop.GetDiscardedAsync(cancellationToken).ConfigureAwait(false);
            var ledger = MaildropOwner.Entries(maildrop, settings.Incoming.Owner).ToDictionary(e => e.UniqueId, StringComparer.Ordinal);
            var steps = PopPlanner.Plan(ledger, listing, _rules with { Discarded = discarded }, now.Ages);
            return await TellAsync(steps, store.Content, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (MailException or OperationCanceledException))
        {
            throw new MailException(session.Classify(e), e);
        }
    }

    public Task<SyncReport> ApplyAsync(RetentionPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var rules = _rules with { OnlyDelete = plan.Deletions.Select(d => d.UniqueId).ToHashSet(StringComparer.Ordinal) };
        return run(
            async (store, pass, token) =>
            {
                await new PopSyncStrategy(settings, connector, time).RunAsync(rules, store, pass, token).ConfigureAwait(false);
                await AdoptAsync(store, pass.Maildrop?.Judged, token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    async Task<RetentionPlan> TellAsync(IReadOnlyList<MaildropStep> steps, IContentStore contents, CancellationToken cancellationToken)
    {
        var deletions = new List<PlannedDeletion>();
        foreach (var step in steps.Where(s => s.Action == MaildropAction.Delete || s.Reason == MaildropReason.SizeUnknown))
        {
            var headers = step.Known!.Content is { } key ? await HeldHeaders.ReadAsync(contents, key, cancellationToken).ConfigureAwait(false) : MessageHeaders.None;
            deletions.Add(new(step.Known.UniqueId, step.Entry.Size, step.Known.DownloadedAt, step.Known.Date) { Subject = headers.Subject, From = headers.From });
        }

        var left = steps.Where(s => s.Action != MaildropAction.Delete && s.Reason != MaildropReason.SizeUnknown).CountBy(s => s.Reason).ToDictionary();
        var policy = settings.Pop3.Rules.Policy;
        return new(settings.Name, policy.Text, deletions, left) { Stays = LeaveTexts.Of(policy) };
    }

    /// <summary>
    /// From now on the present rule is that of everything that is held and was judged by it, but for what it would let go and nobody planned. What the server
    /// did not list this time has not been judged.
    /// </summary>
    async Task AdoptAsync(IMailStore store, IReadOnlySet<string>? judged, CancellationToken cancellationToken)
    {
        if (judged is null) return;
        var rule = settings.Pop3.Rules.Policy.Text;
        var entries = (await store.Maildrop.GetAsync(cancellationToken).ConfigureAwait(false)).Entries;
        var adopting = entries.Where(e => e.Rule != rule && judged.Contains(e.UniqueId));
        await store.CommitAsync([.. adopting.Select(e => new DropEntryRecorded(e with { Rule = rule }))], cancellationToken).ConfigureAwait(false);
    }
}
