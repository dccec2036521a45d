using System.Globalization;
using System.Text;
using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Storage;
using AcMail.Testing;

namespace AcMail.Core.Tests.Imap.Convergence;

/// <summary>
/// A life of one account: a person at the replica, another client on the server, and what goes wrong between them; and an account of what may have become of
/// each message, by its subject.
/// </summary>
sealed class History : IAsyncDisposable
{
    static readonly string[] Flags = ["\\Seen", "\\Flagged", "\\Answered", "k1"];
    static readonly string[] Commands = ["UID MOVE", "UID COPY", "APPEND", "UID STORE", "UID EXPUNGE", "CREATE", "RENAME", "DELETE", "UID FETCH", "SELECT"];

    readonly Dictionary<string, int> _least = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _most = new(StringComparer.Ordinal);
    readonly AdjustableTime _time = new();
    readonly HashSet<string> _allowed = new(StringComparer.Ordinal);
    readonly HashSet<string> _appended = new(StringComparer.Ordinal);
    readonly bool _hasUidPlus;
    readonly TimeSpan _openingCost;
    readonly bool _varies, _isAsAtFirst, _onDisk;
    BodyOptions _bodies = new();
    int _names;

    /// <param name="without">Which extensions the server lacks.</param>
    /// <param name="reopens">Whether a pass that loses its connection goes on over another.</param>
    /// <param name="inboxFirst">Whether passes look at the inbox before they list mailboxes, as where it is large.</param>
    /// <param name="keepsConnection">Whether the connection outlives a pass, as it does for an application.</param>
    /// <param name="varies">
    /// Whether each new start may keep other bodies and mirror other mailboxes, and messages come without Message-ID, or with that of another.
    /// </param>
    /// <param name="onDisk">Whether the replica is on the disk, and is made anew from its packs now and then.</param>
    /// <param name="excluded">The mailboxes that are not mirrored, until all are at the end.</param>
    public History(string without, bool reopens, bool inboxFirst, bool keepsConnection, bool varies, bool onDisk, params string[] excluded)
    {
        _onDisk = onDisk;
        (_varies, _isAsAtFirst) = (varies, !varies && excluded.Length == 0);
        _hasUidPlus = !without.Split(',').Contains("UIDPLUS");
        _openingCost = inboxFirst ? TimeSpan.FromHours(1) : default;
        Imap = new(
            without, o => (o.Imap.OpeningCost, o.Imap.ExcludedMailboxes) = (_openingCost, [.. excluded]), time: _time,
            stores: onDisk ? null : new InMemoryMailStoreProvider())
        {
            Reopens = reopens, KeepsConnection = keepsConnection,
        };
        Imap.User.CreateMailbox("Archives");
        Imap.User.CreateMailbox("Classes/6e");
        for (var i = 0; i < 4; i++) Deliver(i % 2 == 0 ? "INBOX" : "Archives");
    }

    public ImapFixture Imap { get; }

    public bool MayDouble { get; init; }

    /// <summary>Whether connections that were opened before the end go on misbehaving.</summary>
    public bool Misbehaves { get; init; }

    /// <summary>Whether mailboxes get names here that servers spell in another way.</summary>
    public bool NamesOddly { get; init; }

    List<ServerMailbox> Boxes => [.. Imap.User.Mailboxes.Where(m => m.IsSelectable)];

    public async Task LiveAsync(IEnumerable<HistoryStep> steps)
    {
        var left = new Queue<HistoryStep>(steps);
        while (left.TryDequeue(out var step))
        {
            if (step.Event == HistoryEvent.Meanwhile) await SyncMeanwhileAsync(step, left);
            else await ApplyAsync(step);
        }
    }

    /// <summary>Starts anew, with what <paramref name="step"/> says is kept.</summary>
    public async Task KeepOtherwiseAsync(HistoryStep step)
    {
        _bodies = (step.One % 4) switch { 0 => new(), 1 => new() { MaximumSize = 300 }, 2 => new() { Days = 1 }, _ => new() { OnDemand = true } };
        var excluded = step.Yes ? ConvergenceTests.Excluded : [];
        await Imap.RestartAsync(o => (o.Imap.OpeningCost, o.Imap.Bodies, o.Imap.ExcludedMailboxes, o.Imap.TrustMessageIds) =
            (_openingCost, _bodies, [.. excluded], step.Other % 2 == 0));
    }

    /// <summary>Nothing goes wrong any more: after one pass both sides are equal, the next does nothing, and every message is where it may be.</summary>
    /// <param name="rest">How much later that is.</param>
    public async Task ShouldConvergeAsync(TimeSpan rest)
    {
        Imap.Server.Faults.Clear();
        Imap.Behave();
        if (!Imap.KeepsConnection || !_isAsAtFirst || Misbehaves) await Imap.RestartAsync(o => (o.Imap.OpeningCost, o.Imap.Bodies) = (_openingCost, _bodies));
        // What the server refused for a while is asked for again, and what it only pretended to do is found once a week.
        _time.Now += rest;
        var report = await Imap.SyncAsync();
        // The server has hung up on whoever has a mailbox open that is gone.
        if (Imap is { KeepsConnection: true, Reopens: false } && report.Failure is { Kind: MailErrorKind.ConnectionLost }) report = await Imap.SyncAsync();
        report.Failure.ShouldBeNull($"{report.Failure}");
        // One that always tells the truth is not accused, whatever came and went meanwhile.
        if (!Misbehaves) (await Imap.DistrustsAsync()).Where(d => d.Reason is not (DistrustReason.BrokeOff or DistrustReason.Unreadable)).ShouldBeEmpty();
        await Imap.ShouldAgreeAsync(string.Join('\n', report.Problems));
        await Imap.ShouldRestAsync();
        var counts = (await Imap.ListAsync()).CountBy(m => m.Headers.Subject).ToDictionary();
        foreach (var (subject, least) in _least)
            counts.GetValueOrDefault(subject).ShouldBeInRange(least, MayDouble ? int.MaxValue : _most[subject] + (_allowed.Contains(subject) ? 2 : 0), subject);
        counts.Keys.Except(_least.Keys).ShouldBeEmpty();
    }

    /// <summary>
    /// The account goes over to another server, which has some of the mail already, in part in other mailboxes. What is here and what is there is on both sides
    /// then, and as often as on the side that had more of it.
    /// </summary>
    public async Task ShouldMoveOverAsync()
    {
        Imap.Server.Faults.Clear();
        var (another, number) = (Imap.Server.AddUser("zoe"), 0);
        foreach (var (box, message) in Boxes.SelectMany(b => Kept(b).Select(m => (b.Name, m))).Where(_ => ++number % 3 != 0))
        {
            var target = number % 2 == 0 ? box : "INBOX";
            (another.FindMailbox(target) ?? another.CreateMailbox(target)).Add(message.Content, message.Flags, message.InternalDate);
        }

        // No two servers number alike.
        foreach (var box in another.Mailboxes) box.ChangeUidValidity(box.UidValidity + 1000);
        await Imap.GoToAsync(another);
        Deliver("INBOX");
        var (here, there) = (await ContentsAsync(), ContentsThere());
        var report = await Imap.Migrator.MigrateAsync("pro");
        report.Sync.Failure.ShouldBeNull($"{report.Sync.Failure}");
        report.Sync.Problems.ShouldBeEmpty(string.Join('\n', report.Sync.Problems));
        await Imap.ShouldAgreeAsync("");
        await Imap.ShouldRestAsync();
        var now = ContentsThere();
        now.Keys.ShouldBe(here.Keys.Union(there.Keys), ignoreOrder: true);
        foreach (var (content, count) in now) count.ShouldBe(Math.Max(here.GetValueOrDefault(content), there.GetValueOrDefault(content)));

        // Without UIDPLUS what was moved stays where it was, marked.
        static IEnumerable<ServerMessage> Kept(ServerMailbox box) => box.Messages.Where(m => !m.Flags.Contains("\\Deleted"));

        Dictionary<ContentKey, int> ContentsThere() => Boxes.SelectMany(Kept).CountBy(m => ContentKey.Of(m.Content.Span)).ToDictionary();
    }

    public ValueTask DisposeAsync() => Imap.DisposeAsync();

    async Task<Dictionary<ContentKey, int>> ContentsAsync()
    {
        var held = new List<ContentKey>();
        foreach (var message in (await Imap.ListAsync()).Where(m => !m.Flags.System.HasFlag(SystemFlags.Deleted)))
            held.Add(ContentKey.Of(await Imap.HeldBytesAsync(message.Id)));
        return held.CountBy(h => h).ToDictionary();
    }

    async Task ApplyAsync(HistoryStep step)
    {
        switch (step.Event)
        {
            case < HistoryEvent.RemoteDelivery:
                try
                {
                    await ActAsync(step);
                }
                catch (MailException e) when (e.Failure.Kind is
                    MailErrorKind.MailboxNotFound or MailErrorKind.MailboxExists or MailErrorKind.MailboxNotEmpty or MailErrorKind.MessageNotFound)
                {
                    // What a person is told at once; nothing was changed.
                }

                break;
            case < HistoryEvent.Sync:
                await AllowForDoubtAsync();
                ActRemotely(step);
                break;
            default:
                await SyncAsync(step);
                break;
        }
    }

    async Task ActAsync(HistoryStep step)
    {
        var messages = (await Imap.ListAsync()).OrderBy(m => m.Id).ToList();
        var mailboxes = (await Imap.Account.Replica.GetMailboxesAsync()).Where(m => m.Selectable).ToList();
        var target = mailboxes.Count == 0 ? "INBOX" : mailboxes[step.Other % mailboxes.Count].Name;
        var message = messages.Count == 0 ? null : messages[step.One % messages.Count];
        switch (step.Event)
        {
            case HistoryEvent.Append:
                var subject = NewSubject();
                _appended.Add(subject);
                using (var content = new MemoryStream(Content(subject)))
                    await Imap.Actions.AppendAsync(new(content) { Mailbox = target, Flags = ImapFixture.Flags(step.Yes ? "\\Seen" : "") });
                break;
            case HistoryEvent.CreateMailbox:
                await Imap.Account.Replica.MailboxActions.CreateAsync(
                    Spell($"{(NamesOddly && step.Other % 3 == 0 ? "Remote" : "Local")}{step.One % 3}/{(step.Yes ? "É" : "B")}", step.Other));
                break;
            case HistoryEvent.RenameMailbox when target != "INBOX":
                await Imap.Account.Replica.MailboxActions.RenameAsync(
                    target, Below(target, step, [.. mailboxes.Select(m => m.Name)]) + Spell(NamesOddly ? $"RÉ{++_names}" : $"R{++_names}", step.Other));
                break;
            case HistoryEvent.DeleteMailbox when target != "INBOX":
                await Imap.Account.Replica.MailboxActions.DeleteAsync(target);
                break;
            case HistoryEvent.Mark when message is not null:
                var flag = Flags[step.Other % Flags.Length];
                await Imap.MarkAsync(message.Id, step.Yes ? flag : "", step.Yes ? "" : flag);
                break;
            case HistoryEvent.Move when message is not null:
                await Imap.Actions.MoveAsync([message.Id], target);
                break;
            case HistoryEvent.Copy when message is not null:
                // A copy may be taken back, and is not made of what another client has deleted meanwhile.
                await Imap.Actions.CopyAsync([message.Id], target);
                _most[message.Headers.Subject]++;
                break;
            case HistoryEvent.Delete when message is not null:
                await Imap.Actions.DeleteAsync([message.Id], forGood: step.Yes);
                _least[message.Headers.Subject] = 0;
                break;
            case HistoryEvent.Open when message is not null:
                await OpenAsync(message.Id);
                break;
            case HistoryEvent.Compact:
                await Imap.CompactAsync();
                break;
            case HistoryEvent.Undo when message is not null:
                // An upload that is taken back is gone.
                if ((await Imap.Actions.UndoAsync([message.Id])).Count > 0 && (await Imap.Account.Replica.FindAsync(message.Id)) is null)
                    _least[message.Headers.Subject] = 0;
                break;
            default:
                break;
        }
    }

    async Task OpenAsync(long message)
    {
        try
        {
            await using var content = await Imap.Account.Replica.OpenContentAsync(message);
        }
        catch (MailException)
        {
            // What a server that misbehaves does not give out, or another client removed.
        }
    }

    /// <summary>
    /// What was sent and not heard of, and is moved or numbered anew meanwhile, cannot be told from what did not arrive, and is sent again: twice rather than
    /// never. What a move is to leave behind no more is kept when it has another number, and what cannot be expunged for want of UIDPLUS is anybody's to keep.
    /// </summary>
    async Task AllowForDoubtAsync()
    {
        await using var store = await Imap.Stores.OpenAsync("pro");
        var transfers = await store.Sync.GetTransfersAsync();
        // Of what is held in part its header's.
        var inDoubt = transfers.Where(t => t.Attempt is not null).Select(t => t.Message?.Content).OfType<ContentKey>().ToHashSet();
        var left = transfers.Where(t => t is { Message: null, Source: not null }).Select(t => (t.Source!.Mailbox, t.Source.UidValidity, t.Source.Uid)).ToHashSet();
        foreach (var box in Boxes)
        {
            foreach (var message in box.Messages)
            {
                if (left.Contains((box.Name, box.UidValidity, message.Uid)) || message.Flags.Contains("\\Deleted")
                    || inDoubt.Contains(ContentKey.Of(message.Content.Span)) || inDoubt.Contains(ContentKey.Of(HeaderOf(message.Content.Span))))
                    _allowed.Add(ImapFixture.SubjectOf(message));
            }
        }
    }

    void ActRemotely(HistoryStep step)
    {
        var boxes = Boxes;
        var source = boxes[step.One % boxes.Count];
        var target = boxes[step.Other % boxes.Count];
        var message = source.Messages.Count == 0 ? null : source.Messages[(step.One + step.Other) % source.Messages.Count];
        switch (step.Event)
        {
            case HistoryEvent.RemoteDelivery:
                Deliver(target.Name);
                break;
            case HistoryEvent.RemoteMailbox:
                var name = $"Remote{step.One % 3}";
                if (Imap.User.FindMailbox(name) is null) Imap.User.CreateMailbox(name);
                break;
            case HistoryEvent.RemoteRename when target != Imap.User.Inbox:
                // With what lies below it (RFC 9051 §6.3.6).
                var (former, present) = (target.Name, Below(target.Name, step, [.. boxes.Select(b => b.Name)]) + $"S{++_names}");
                foreach (var box in boxes.Where(b => b == target || b.Name.StartsWith($"{former}/", StringComparison.Ordinal)))
                    Imap.User.RenameMailbox(box.Name, present + box.Name[former.Length..]);
                break;
            case HistoryEvent.RemoteMailboxRemoval when target != Imap.User.Inbox:
                foreach (var lost in target.Messages) _least[ImapFixture.SubjectOf(lost)] = 0;
                Imap.User.DeleteMailbox(target.Name);
                break;
            case HistoryEvent.RemoteUidValidity:
                target.ChangeUidValidity(target.UidValidity + 1, firstUid: 1 + (uint)step.One);
                break;
            case HistoryEvent.RemoteMark when message is not null:
                var flag = Flags[step.Other % Flags.Length];
                source.SetFlags(message.Uid, step.Yes ? message.Flags.With(flag) : message.Flags.Without(flag));
                break;
            case HistoryEvent.RemoteMove when message is not null && source != target:
                target.Add(message.Content, message.Flags, message.InternalDate);
                source.Remove(message.Uid);
                // Of messages alike to the last byte, the server does not say which it copied: one that another client took away is taken for another.
                if (!_hasUidPlus && _most[ImapFixture.SubjectOf(message)] > 1) _allowed.Add(ImapFixture.SubjectOf(message));
                break;
            case HistoryEvent.RemoteCopy when message is not null:
                target.Add(message.Content, message.Flags, message.InternalDate);
                _most[ImapFixture.SubjectOf(message)]++;
                break;
            case HistoryEvent.RemoteRemoval when message is not null:
                source.Remove(message.Uid);
                _least[ImapFixture.SubjectOf(message)] = 0;
                break;
            default:
                break;
        }
    }

    async Task SyncAsync(HistoryStep step)
    {
        switch (step.Event)
        {
            case HistoryEvent.Cut:
                Imap.Server.Faults.Add(Histories.Cut(step.Yes, 1 + step.One + step.Other));
                break;
            case HistoryEvent.LostReply:
                Imap.Server.Faults.Add(Histories.Lose(Commands[step.One % Commands.Length], step.Yes, 1 + (step.Other % 2)));
                break;
            case HistoryEvent.Kill:
                Imap.Stores.KillAt(1 + (step.One % 8), step.Yes);
                break;
            default:
                break;
        }

        if (step.Event == HistoryEvent.GiveUp) await GiveUpAsync(step);
        else if (step.Event == HistoryEvent.Look) await LookAsync(Boxes[step.One % Boxes.Count].Name);
        else if (step.Event != HistoryEvent.Restart) await Imap.SyncIfPossibleAsync();
        Imap.Server.Faults.Clear();
        if (_onDisk && step.Event is HistoryEvent.Kill or HistoryEvent.Restart && step.Other % 2 == 0) await RebuildAsync();
        if (step.Event == HistoryEvent.Restart && _varies) await KeepOtherwiseAsync(step);
        else if (step.Event is HistoryEvent.Kill or HistoryEvent.Restart) await Imap.RestartAsync();
    }

    Task GiveUpAsync(HistoryStep step) => step.Other % 2 == 0
        ? Histories.GiveUpAsync(Imap.Server, step.Yes, 1 + step.One + step.Other, Imap.SyncAsync)
        : Histories.GiveUpAsync(Imap.Stores, step.Yes, 1 + (step.One % 8), Imap.SyncAsync);

    /// <summary>The packs know for which mailbox a message was made: one that was moved before it was uploaded is uploaded once more.</summary>
    async Task RebuildAsync()
    {
        await AllowForDoubtAsync();
        _allowed.UnionWith(_appended);
        await Imap.RebuildAsync();
    }

    /// <summary>A pass, in the middle of which up to three of the steps that are <paramref name="left"/> happen.</summary>
    async Task SyncMeanwhileAsync(HistoryStep step, Queue<HistoryStep> left)
    {
        var (session, said) = (Imap.LastSession, 0);
        var opening = new List<Task>();
        Dictionary<string, List<string>> boxes = [];
        await Histories.InTheMiddleAsync(Imap.Server, step.Yes, 1 + step.One, Imap.SyncIfPossibleAsync, async () =>
        {
            session = Imap.LastSession;
            said = session.ClientLines.Count - (step.Yes ? 1 : 0);
            for (var i = 0; i <= step.Other % 3 && left.TryPeek(out var next) && next.IsAct; i++)
            {
                var act = ApplyAsync(left.Dequeue());
                // It may need a connection, and one is opened after the other.
                if (next.Event == HistoryEvent.Open) opening.Add(act);
                else await act;
            }

            boxes = Boxes.ToDictionary(b => b.Name, b => b.Messages.Select(ImapFixture.SubjectOf).ToList());
        });
        await Task.WhenAll(opening);
        // What comes between our last look at a mailbox and its DELETE goes with it: IMAP has no condition for that.
        var tellsNothing = Imap.Server.Profile.Imap.Misbehaviours.ContainsKey(ImapMisbehaviour.StatusEmpty);
        var next = session.ClientLines.Skip(said).SkipWhile(
            l => tellsNothing && (l.EndsWith(" UNSELECT", StringComparison.Ordinal) || l.Contains(" STATUS ", StringComparison.Ordinal)));
        if (next.FirstOrDefault()?.Contains(" DELETE ", StringComparison.Ordinal) == true)
            foreach (var subject in boxes.Where(b => Imap.User.FindMailbox(b.Key) is null).SelectMany(b => b.Value)) _least[subject] = 0;
    }

    /// <summary>What a watch does when it hears of one mailbox.</summary>
    Task<SyncReport> LookAsync(string mailbox) =>
        ((MailAccount)Imap.Account).RunPassAsync(PassScope.Of([mailbox]), withFreshCredential: false, TestContext.Current.CancellationToken);

    /// <summary>Where the mailbox goes when it is renamed: to the top, or below another.</summary>
    static string Below(string mailbox, HistoryStep step, IReadOnlyList<string> others)
    {
        var above = others[step.One % others.Count];
        return step.Yes || above == mailbox || above == "INBOX" || above.StartsWith($"{mailbox}/", StringComparison.Ordinal) ? "" : $"{above}/";
    }

    string Spell(string name, int number) => (NamesOddly ? number % 4 : 0) switch
    {
        1 => name.Normalize(NormalizationForm.FormD), 2 => name.ToUpperInvariant(), 3 => $" {name} ", _ => name,
    };

    void Deliver(string mailbox) => Imap.User.FindMailbox(mailbox)!.Add(Content(NewSubject()));

    string NewSubject()
    {
        var subject = $"message {_least.Count}";
        _least.Add(subject, 1);
        _most.Add(subject, 1);
        return subject;
    }

    byte[] Content(string subject)
    {
        var number = int.Parse(subject[8..], CultureInfo.InvariantCulture);
        var messageId = (_varies ? number % 4 : 0) switch { 0 or 1 => $"Message-ID: <{number}@x.fr>\r\n", 2 => $"Message-ID: <{number - 1}@x.fr>\r\n", _ => "" };
        // Two of one Message-ID, size and date are taken for one (TrustMessageIds).
        var body = _varies ? new string('x', (number % 3 == 0 ? 400 : 4) + number) : "body";
        return Encoding.UTF8.GetBytes($"From: a@x.fr\r\nSubject: {subject}\r\n{messageId}\r\n{body}\r\n");
    }

    static ReadOnlySpan<byte> HeaderOf(ReadOnlySpan<byte> message) => message[..(message.IndexOf("\r\n\r\n"u8) + 4)];
}
