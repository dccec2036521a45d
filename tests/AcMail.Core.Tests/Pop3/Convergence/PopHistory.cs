using System.Text;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.Tests.Pop3.Convergence;

/// <summary>
/// A life of one POP3 account: a person at the replica, another client at the maildrop, days that pass, rules that change, and what goes wrong between them.
/// After each step nothing is lost, nothing that is here has changed by itself, and what left the server was held and let go by the rule.
/// </summary>
sealed class PopHistory : IAsyncDisposable
{
    static readonly string[] Commands = ["RETR", "TOP", "DELE", "QUIT", "UIDL", "LIST", "STAT"];

    readonly List<byte[]> _delivered = [];
    readonly Dictionary<string, int> _least = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _most = new(StringComparer.Ordinal);
    // When all of it was here first, or its header was deleted here, after which it may come unseen; and under which rules it may have come.
    readonly Dictionary<ContentKey, DateTimeOffset> _firstHeld = [];
    readonly Dictionary<ContentKey, HashSet<LeaveRule>> _rules = [];
    // What another client removed before it was here, and what a person deleted here for good.
    readonly HashSet<ContentKey> _missed = [], _discarded = [];
    // What came more than once, and may have come under several rules.
    readonly HashSet<ContentKey> _again = [];
    // What a person has to do with in the middle of a pass.
    readonly Dictionary<long, MessageInfo> _touched = [];
    // What another client removed since the step began.
    readonly HashSet<uint> _removed = [];
    readonly PopFixture _pop;
    LeaveRule _rule = new(LeaveOnServerMode.Forever, 0);
    int _names;

    /// <param name="profile">What the server is like.</param>
    public PopHistory(Func<Pop3Profile, Pop3Profile> profile)
    {
        _pop = new(profile: profile);
        for (var i = 0; i < 3; i++) Deliver();
    }

    public PopFixture Pop => _pop;

    public bool MayDouble { get; init; }

    /// <summary>Whether what is there may be fetched once more, under another rule.</summary>
    public bool Misbehaves { get; init; }

    public Task BeginAsync() => CheckedAsync(_pop.SyncWellAsync);

    public async Task LiveAsync(IEnumerable<PopHistoryStep> steps)
    {
        var left = new Queue<PopHistoryStep>(steps);
        while (left.TryDequeue(out var step))
        {
            Pass(TimeSpan.FromMinutes(7));
            if (step.Event == PopEvent.Meanwhile) await CheckedAsync(() => SyncMeanwhileAsync(step, left), step);
            else await ApplyAsync(step);
            _touched.Clear();
        }
    }

    /// <summary>
    /// The account is kept by IMAP from now on: what is here and what is there is on both sides then, and as often as on the side that had more of it.
    /// </summary>
    public async Task ShouldMoveOverAsync()
    {
        _pop.Server.Faults.Clear();
        _pop.Protocol = MailProtocol.Imap;
        await _pop.RestartAsync();
        var gone = (await _pop.Migrator.PlanAsync("pop")).Incomplete;
        await _pop.Account.Replica.Actions.DeleteAsync(gone, forGood: true);
        var (here, there) = (await ContentsAsync(), _pop.User.Inbox.Messages.CountBy(m => ContentKey.Of(m.Content.Span)).ToDictionary());
        var report = await _pop.Migrator.MigrateAsync("pop");
        report.Sync.Failure.ShouldBeNull();
        report.Sync.Problems.ShouldBeEmpty(string.Join('\n', report.Sync.Problems));
        var hereNow = await ContentsAsync();
        var thereNow = _pop.User.Mailboxes.SelectMany(m => m.Messages).CountBy(m => ContentKey.Of(m.Content.Span)).ToDictionary();
        hereNow.ShouldBe(thereNow, ignoreOrder: true);
        thereNow.Keys.ShouldBe(here.Keys.Union(there.Keys), ignoreOrder: true);
        foreach (var (content, count) in thereNow) count.ShouldBe(Math.Max(here.GetValueOrDefault(content), there.GetValueOrDefault(content)));
    }

    /// <summary>Starts anew, with the rules that <paramref name="step"/> says.</summary>
    public async Task KeepOtherwiseAsync(PopHistoryStep step)
    {
        var rule = (step.One % 6) switch
        {
            0 => LeaveOnServer.Forever,
            1 => LeaveOnServer.ForDays(5),
            2 => LeaveOnServer.ForDays(20),
            3 => LeaveOnServer.Newest(2),
            4 => LeaveOnServer.UntilDeletedLocally,
            _ => LeaveOnServer.NotAtAll,
        };
        _rule = LeaveRule.From(rule);
        (_pop.Options.LeaveOnServer, _pop.Options.ApplyRuleChangesAtOnce) = (rule, step.Yes);
        // By another name of the server, every message has to prove what it is.
        _pop.Host = step.One % 5 == 0 ? "localhost" : "127.0.0.1";
        _pop.Options.MaximumDownloadSize = step.Other % 2 == 0 ? PopMail.Small : null;
        await _pop.RestartAsync();
    }

    /// <summary>
    /// Nothing goes wrong any more: all that is there comes here, a second pass does nothing, and once nothing is to be left on the server nothing is.
    /// </summary>
    public async Task ShouldConvergeAsync()
    {
        _pop.Server.Faults.Clear();
        await _pop.RestartAsync();
        for (var i = 0; i < 2; i++)
        {
            Pass(TimeSpan.FromHours(25));
            await CheckedAsync(async () => (await _pop.SyncAsync()).ShouldSatisfyAllConditions(
                r => r.Failure.ShouldBeNull(), r => r.Problems.ShouldBeEmpty(string.Join('\n', r.Problems))));
        }

        if (_pop.Profile.LoginDelay is null)
        {
            await CheckedAsync(async () => (await _pop.SyncWellAsync()).ShouldSatisfyAllConditions(
                r => r.MessagesAdded.ShouldBe(0), r => r.Maildrop!.Deleted.ShouldBe(0)));
        }

        await KeepOtherwiseAsync(new(PopEvent.Restart, 5, 1, true));
        for (var i = 0; i < 2; i++)
        {
            Pass(TimeSpan.FromHours(25));
            await CheckedAsync(_pop.SyncWellAsync);
        }

        _pop.OnServer.ShouldBeEmpty();
        var counts = await CountAsync();
        foreach (var (subject, least) in _least)
            counts.GetValueOrDefault(subject).ShouldBeInRange(least, MayDouble ? int.MaxValue : _most[subject], subject);
        counts.Keys.Except(_least.Keys).ShouldBeEmpty();
    }

    public ValueTask DisposeAsync() => _pop.DisposeAsync();

    async Task ApplyAsync(PopHistoryStep step)
    {
        switch (step.Event)
        {
            case < PopEvent.Delivery:
                await ActAsync(step);
                break;
            case < PopEvent.Open:
                await ActRemotelyAsync(step);
                break;
            case PopEvent.Rebuild:
                await RebuildAsync();
                break;
            case PopEvent.Compact:
                await _pop.CompactAsync();
                break;
            default:
                await CheckedAsync(() => SyncAsync(step), step);
                break;
        }
    }

    async Task ActAsync(PopHistoryStep step)
    {
        var before = await CountAsync();
        var hidden = await HiddenAsync();
        var held = await HeldAsync();
        var messages = (await _pop.ListAsync()).OrderBy(m => m.Id).ToList();
        var mailboxes = await _pop.Account.Replica.GetMailboxesAsync();
        var own = mailboxes.Where(m => m.Role != MailboxRole.Inbox).ToList();
        var (actions, boxes) = (_pop.Account.Replica.Actions, _pop.Account.Replica.MailboxActions);
        var id = messages.Count == 0 ? 0 : messages[step.One % messages.Count].Id;
        try
        {
            switch (step.Event)
            {
                case PopEvent.Mark when id > 0:
                    await actions.MarkAsync([id], step.Yes ? new(SystemFlags.Seen, "k1") : default, step.Yes ? default : new(SystemFlags.Seen));
                    break;
                case PopEvent.Move when id > 0:
                    await actions.MoveAsync([id], step.Yes ? $"Local{step.Other % 3}" : "INBOX");
                    break;
                case PopEvent.Copy when id > 0:
                    await actions.CopyAsync([id], step.Yes ? $"Local{step.Other % 3}" : "INBOX");
                    break;
                case PopEvent.Delete when id > 0:
                    await actions.DeleteAsync([id], forGood: step.Yes);
                    break;
                case PopEvent.Append:
                    _least.Add($"local {++_names}", 0);
                    _most.Add($"local {_names}", 0);
                    using (var content = new MemoryStream(Encoding.UTF8.GetBytes($"Subject: local {_names}\r\n\r\nbody\r\n")))
                        await actions.AppendAsync(new(content) { Mailbox = "INBOX" });
                    break;
                case PopEvent.RenameMailbox when own.Count > 0:
                    await boxes.RenameAsync(own[step.One % own.Count].Name, $"R{++_names}");
                    break;
                case PopEvent.DeleteMailbox when own.Count > 0:
                    await boxes.DeleteAsync(own[step.One % own.Count].Name);
                    break;
                default:
                    break;
            }
        }
        catch (MailException e) when (e.Failure.Kind is MailErrorKind.MailboxNotEmpty or MailErrorKind.MailboxExists)
        {
            // What a person is told at once; nothing was changed.
        }

        var after = await CountAsync();
        foreach (var subject in _least.Keys)
        {
            var more = after.GetValueOrDefault(subject) - before.GetValueOrDefault(subject);
            _least[subject] = Math.Max(0, _least[subject] + more);
            if (more > 0 || !hidden.Contains(subject)) _most[subject] = Math.Max(0, _most[subject] + more);
        }

        // Of what is deleted with its header alone nobody has the rest.
        var left = (await _pop.ListAsync()).Select(m => m.Id).ToHashSet();
        var gone = messages.Where(m => m.IsPartial && !left.Contains(m.Id)).Select(m => m.Headers.Subject).ToHashSet(StringComparer.Ordinal);
        Discard(held.Except(await HeldAsync()));
        Discard(_delivered.Where(m => gone.Contains(PopMail.SubjectOf(m))).Select(m => ContentKey.Of(m)));
        await NothingIsLostAsync();
    }

    /// <summary>A pass, in the middle of which up to three of the steps that are <paramref name="left"/> happen.</summary>
    async Task SyncMeanwhileAsync(PopHistoryStep step, Queue<PopHistoryStep> left)
    {
        SyncReport? report = null;
        await Histories.InTheMiddleAsync(_pop.Server, step.Yes, 1 + step.One, async () => report = await _pop.SyncAsync(), async () =>
        {
            for (var i = 0; i <= step.Other % 3 && left.TryPeek(out var next) && next.IsAct; i++)
            {
                if (left.Dequeue().Event is PopEvent.Delivery or PopEvent.RemoteRemoval) await ActRemotelyAsync(next);
                else await TouchAsync(next);
            }
        });
        // Nobody is to blame for what another client did; where LOGIN-DELAY forbids to look once more, that is not known.
        if (!Misbehaves && _pop.Profile.LoginDelay is null) report!.Problems.ShouldBeEmpty(string.Join('\n', report.Problems));
    }

    async Task TouchAsync(PopHistoryStep step)
    {
        if ((await _pop.ListAsync()).OrderBy(m => m.Id).ToList() is not { Count: > 0 } messages) return;
        var (actions, message) = (_pop.Account.Replica.Actions, messages[step.One % messages.Count]);
        var hidden = await HiddenAsync();
        _touched[message.Id] = message;
        if (step.Event == PopEvent.Mark) await actions.MarkAsync([message.Id], new(SystemFlags.Flagged), default);
        else if (step.Event == PopEvent.Move) await actions.MoveAsync([message.Id], $"Local{step.Other % 3}");
        else await actions.DeleteAsync([message.Id], forGood: step.Yes);
        if (await _pop.Account.Replica.FindAsync(message.Id) is not null) return;
        _least[message.Headers.Subject]--;
        if (!hidden.Contains(message.Headers.Subject)) _most[message.Headers.Subject]--;
        Discard(_delivered.Where(m => PopMail.SubjectOf(m) == message.Headers.Subject).Select(m => ContentKey.Of(m)));
    }

    void Discard(IEnumerable<ContentKey> contents)
    {
        foreach (var content in contents)
        {
            _discarded.Add(content);
            _firstHeld.TryAdd(content, _pop.ServerTime.Now);
        }
    }

    /// <summary>What is thought to be gone from a server that only hides it: shown again, it is mail that was put back, whatever a person has done to it here.</summary>
    async Task<HashSet<string>> HiddenAsync()
    {
        var deleted = (await _pop.LedgerAsync()).Where(e => e.State == DropState.Deleted).Select(e => e.Content).ToHashSet();
        return [.. _pop.User.Inbox.Messages.Where(m => deleted.Contains(ContentKey.Of(m.Content.Span))).Select(m => PopMail.SubjectOf(m.Content.Span))];
    }

    async Task ActRemotelyAsync(PopHistoryStep step)
    {
        var inbox = _pop.User.Inbox;
        switch (step.Event)
        {
            case PopEvent.Delivery:
                Deliver();
                break;
            case PopEvent.DeliveryOfTheSame:
                // One of two that were on the server at different times is one of a mail that came again.
                var same = _delivered[step.One % _delivered.Count];
                inbox.Add(same);
                _most[PopMail.SubjectOf(same)]++;
                _missed.Remove(ContentKey.Of(same));
                _again.Add(ContentKey.Of(same));
                break;
            case PopEvent.RemoteRemoval when inbox.Messages.Count > 0:
                var removed = inbox.Messages[step.One % inbox.Messages.Count];
                await AllowForAbsenceAsync(removed);
                inbox.Remove(removed.Uid);
                _removed.Add(removed.Uid);
                break;
            case PopEvent.Renumbering:
                await RenumberAsync(step.Yes ? inbox.UidValidity + 1 : inbox.UidValidity, 1 + (uint)step.One);
                break;
            case PopEvent.Days:
                Pass(TimeSpan.FromDays(1 + step.One));
                break;
            default:
                break;
        }
    }

    /// <summary>What somebody else takes from the server is held here or not.</summary>
    async Task AllowForAbsenceAsync(params IEnumerable<ServerMessage> removed)
    {
        var (held, counts) = (await HeldAsync(), await CountAsync());
        foreach (var message in removed)
        {
            var (content, subject) = (ContentKey.Of(message.Content.Span), PopMail.SubjectOf(message.Content.Span));
            if (!held.Contains(content)) _missed.Add(content);
            _least[subject] = Math.Min(_least[subject], counts.GetValueOrDefault(subject));
        }
    }

    bool Expires(ServerMessage message) =>
        _pop.Profile.ExpireDays is { } days && _pop.ServerTime.Now - message.InternalDate >= TimeSpan.FromDays(days);

    /// <summary>
    /// A unique-id and a size that are known may be those of another message then, which is not found out before it is due: until then, what comes under another
    /// name is taken for a second one that is alike. So may what was to be deleted there, and was not, be taken for mail that came again.
    /// </summary>
    async Task RenumberAsync(uint uidValidity, uint firstUid)
    {
        var inbox = _pop.User.Inbox;
        var usesAgain = uidValidity == inbox.UidValidity && firstUid < inbox.UidNext;
        var deleted = (await _pop.LedgerAsync()).Where(e => e.State is DropState.DeletionAsked or DropState.Deleted).Select(e => e.Content).ToHashSet();
        foreach (var message in inbox.Messages.Where(m => usesAgain || deleted.Contains(ContentKey.Of(m.Content.Span))))
            _most[PopMail.SubjectOf(message.Content.Span)]++;
        inbox.ChangeUidValidity(uidValidity, firstUid);
    }

    async Task SyncAsync(PopHistoryStep step)
    {
        switch (step.Event)
        {
            case PopEvent.Cut:
                _pop.Server.Faults.Add(Histories.Cut(step.Yes, 1 + step.One + step.Other));
                break;
            case PopEvent.LostReply:
                _pop.Server.Faults.Add(Histories.Lose(Commands[step.One % Commands.Length], step.Yes, 1 + (step.Other % 2)));
                break;
            case PopEvent.ClockBack:
                // One that is ahead of the time of the latest pass cannot be told from one that is right.
                _pop.Time.Now = PopMail.Start - TimeSpan.FromDays(2 + (step.One * 10));
                break;
            case PopEvent.Kill:
                _pop.Stores.KillAt(1 + (step.One % 8), step.Yes);
                break;
            default:
                break;
        }

        try
        {
            if (step.Event == PopEvent.Open) await OpenAsync(step);
            else if (step.Event == PopEvent.GiveUp) await GiveUpAsync(step);
            else if (step.Event == PopEvent.Apply) await _pop.Account.Retention.ApplyAsync(await _pop.Account.Retention.PlanAsync());
            else if (step.Event != PopEvent.Restart) await _pop.SyncAsync();
        }
        catch (Exception e) when (e is KilledException or MailException)
        {
            // What a server that misbehaves does not give out, or nobody lives to see.
        }

        _pop.Server.Faults.Clear();
        if (step.Event == PopEvent.Restart) await KeepOtherwiseAsync(step);
        else if (step.Event == PopEvent.Kill) await _pop.RestartAsync();
    }

    Task GiveUpAsync(PopHistoryStep step) => step.Other % 2 == 0
        ? Histories.GiveUpAsync(_pop.Server, step.Yes, 1 + step.One + step.Other, _pop.SyncAsync)
        : Histories.GiveUpAsync(_pop.Stores, step.Yes, 1 + (step.One % 8), _pop.SyncAsync);

    async Task OpenAsync(PopHistoryStep step)
    {
        var messages = (await _pop.ListAsync()).OrderBy(m => !m.IsPartial).ThenBy(m => m.Id).ToList();
        if (messages.Count == 0) return;
        await using var content = await _pop.Account.Replica.OpenContentAsync(messages[step.One % messages.Count].Id);
    }

    async Task RebuildAsync()
    {
        var before = await ShownAsync();
        await _pop.RebuildAsync();
        (await ShownAsync()).ShouldBe(before, ignoreOrder: true);
        await NothingIsLostAsync();
        async Task<List<string>> ShownAsync() => [.. (await _pop.ListAsync()).Select(m => $"{m.Mailbox} {m.Headers.Subject} {m.Flags} {m.IsPartial}")];
    }

    /// <summary>Proves that <paramref name="pass"/> changed nothing that was here, and let nothing leave the server but what it may.</summary>
    async Task CheckedAsync(Func<Task> pass, PopHistoryStep? step = null)
    {
        var (here, there) = ((await _pop.ListAsync()).ToDictionary(m => m.Id), _pop.User.Inbox.Messages.ToList());
        var trash = (await _pop.Account.Replica.GetMailboxesAsync()).FirstOrDefault(m => m.Role == MailboxRole.Trash)?.Name;
        var kept = await ContentsAsync(m => m.Mailbox != trash);
        await AllowForAbsenceAsync(there.Where(Expires));
        _removed.Clear();
        await pass();
        _pop.Time.Now = _pop.ServerTime.Now;
        var after = (await _pop.ListAsync()).ToDictionary(m => m.Id);
        foreach (var message in here.Values.Where(m => !_touched.ContainsKey(m.Id)))
        {
            after.ShouldContainKey(message.Id);
            var now = after[message.Id];
            (now.Mailbox, now.Flags, now.Headers.Subject).ShouldBe((message.Mailbox, message.Flags, message.Headers.Subject));
            if (now.IsPartial) message.IsPartial.ShouldBeTrue();
        }

        foreach (var message in after.Values.Where(m => !here.ContainsKey(m.Id) && !_touched.ContainsKey(m.Id))) message.Mailbox.ShouldBe("INBOX");
        var subjects = _touched.Values.Select(m => m.Headers.Subject).ToHashSet(StringComparer.Ordinal);
        foreach (var content in _delivered.Where(m => subjects.Contains(PopMail.SubjectOf(m)))) kept.Remove(ContentKey.Of(content));
        var held = await HeldAsync();
        foreach (var content in held.Where(c => _firstHeld.TryAdd(c, _pop.ServerTime.Now))) _rules.Add(content, [_rule]);
        var left = _pop.User.Inbox.Messages.Select(m => m.Uid).ToHashSet();
        // What another client removed in the middle of the pass was on its list.
        var stayed = left.Union(_removed).Count();
        foreach (var message in there.Where(m => !left.Contains(m.Uid) && !Expires(m) && !_removed.Contains(m.Uid)))
            ShouldHaveBeenLetGo(message, held, kept, stayed, step);
        if (step?.Event == PopEvent.Apply) foreach (var rules in _rules.Values) rules.Add(_rule);
        await NothingIsLostAsync();
    }

    void ShouldHaveBeenLetGo(ServerMessage message, HashSet<ContentKey> held, Dictionary<ContentKey, int> kept, int stayed, PopHistoryStep? step)
    {
        var (content, subject) = (ContentKey.Of(message.Content.Span), PopMail.SubjectOf(message.Content.Span));
        step?.Event.ShouldNotBe(PopEvent.Open, subject);
        (held.Contains(content) || _discarded.Contains(content)).ShouldBeTrue($"{subject} was not held: {message}");
        Allows(_rule).ShouldBeTrue($"{subject} left against {_rule}");
        var holdsForAll = _pop.Options.ApplyRuleChangesAtOnce || step?.Event == PopEvent.Apply;
        if (!holdsForAll && !Misbehaves && !_again.Contains(content) && _rules.TryGetValue(content, out var rules))
            rules.Any(r => r.Mode == LeaveOnServerMode.Newest || Allows(r)).ShouldBeTrue($"{subject} left against {string.Join(", ", rules)}");
        bool Allows(LeaveRule rule) => rule.Mode switch
        {
            LeaveOnServerMode.NotAtAll => true,
            LeaveOnServerMode.ForDays =>
                _pop.ServerTime.Now - _firstHeld.GetValueOrDefault(content, DateTimeOffset.MinValue) >= TimeSpan.FromDays(rule.Amount),
            LeaveOnServerMode.Newest => stayed >= rule.Amount,
            LeaveOnServerMode.UntilDeletedLocally => !kept.ContainsKey(content),
            _ => false,
        };
    }

    async Task NothingIsLostAsync()
    {
        var held = await HeldAsync();
        var there = _pop.User.Inbox.Messages.Select(m => ContentKey.Of(m.Content.Span)).ToHashSet();
        foreach (var message in _delivered)
        {
            var key = ContentKey.Of(message);
            (held.Contains(key) || there.Contains(key) || _missed.Contains(key) || _discarded.Contains(key))
                .ShouldBeTrue($"{PopMail.SubjectOf(message)} is lost");
        }
    }

    /// <summary>What is here as a whole.</summary>
    async Task<HashSet<ContentKey>> HeldAsync() => [.. (await ContentsAsync()).Keys];

    /// <summary>The same, and how often.</summary>
    async Task<Dictionary<ContentKey, int>> ContentsAsync(Func<MessageInfo, bool>? isMeant = null)
    {
        var held = new List<ContentKey>();
        foreach (var message in (await _pop.ListAsync()).Where(m => !m.IsPartial && isMeant?.Invoke(m) != false))
            held.Add(ContentKey.Of(Encoding.UTF8.GetBytes(await _pop.ReadAsync(message.Id))));
        return held.CountBy(h => h).ToDictionary();
    }

    async Task<Dictionary<string, int>> CountAsync() => (await _pop.ListAsync()).CountBy(m => m.Headers.Subject).ToDictionary();

    void Pass(TimeSpan time)
    {
        _pop.ServerTime.Now += time;
        _pop.Time.Now = _pop.ServerTime.Now;
    }

    void Deliver()
    {
        var message = PopMail.Message(_delivered.Count);
        _delivered.Add(message);
        _pop.User.Inbox.Add(message);
        var subject = PopMail.SubjectOf(message);
        _least[subject] = _least.GetValueOrDefault(subject) + 1;
        _most[subject] = _most.GetValueOrDefault(subject) + 1;
    }
}
