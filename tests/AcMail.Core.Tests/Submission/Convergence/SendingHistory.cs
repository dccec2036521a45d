using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Pop3.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Testing;
using MimeKit;

namespace AcMail.Tests;

/// <summary>
/// A life of one outbox: a person who sends, asks again and gives up, an application that gives the same again under its key, recipients whose mailbox is full for a while or who are refused, another client in the
/// mailbox for sent messages, and what goes wrong between them. Nobody gets a message twice unless a person asked for it, and none is lost.
/// </summary>
sealed class SendingHistory : IAsyncDisposable
{
    const string Refused = "nobody@elsewhere.fr";

    static readonly string[] Commands = ["DATA", "MAIL", "RCPT", "AUTH", "EHLO", "QUIT", "APPEND", "UID SEARCH", "UID FETCH"];

    readonly AdjustableTime _time = new();
    readonly ImapFixture _world;
    readonly ServerUser _zoe, _louis;
    // How often each message may arrive, and its copy be filed; those that may not have got into the outbox; those that a person took out of it.
    readonly Dictionary<string, int> _most = new(StringComparer.Ordinal), _mostCopies = new(StringComparer.Ordinal);
    readonly HashSet<string> _doubtful = [], _discarded = [];
    // Whose copy another client removed.
    readonly HashSet<string> _withoutCopy = [];
    // Those that were sent under a key.
    readonly List<string> _keyed = [];
    int _names;

    public SendingHistory(Func<SmtpProfile, SmtpProfile> profile)
    {
        _world = new(profile: p => p with { Smtp = profile(p.Smtp with { RecipientDomains = ["ac-lyon.fr"] }) }, time: _time);
        _zoe = _world.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        _louis = _world.Server.AddUser("louis", "secret", "louis@ac-lyon.fr");
    }

    IMailSender Sender => _world.Account.Sender;

    public async Task BeginAsync()
    {
        await _world.LetSendAsync();
        _world.Deliver(1);
        (await _world.SyncAsync()).EnsureSuccess();
    }

    public async Task LiveAsync(IEnumerable<SendingStep> steps)
    {
        var left = new Queue<SendingStep>(steps);
        while (left.TryDequeue(out var step))
        {
            _time.Now += TimeSpan.FromMinutes(7);
            if (step.Event == SendingEvent.Meanwhile) await DoMeanwhileAsync(step, left);
            else await ApplyAsync(step);
            NothingCameTooOften();
        }
    }

    /// <summary>
    /// Nothing goes wrong any more: what waits is sent, each message has come to each of its recipients or the outbox says that it may not have, and its copy is
    /// in the mailbox for sent messages.
    /// </summary>
    public async Task ShouldConvergeAsync()
    {
        _world.Server.Faults.Clear();
        (_zoe.MessageLimit, _louis.MessageLimit) = (null, null);
        await _world.RestartAsync();
        for (var i = 0; i < 2; i++)
        {
            _time.Now += TimeSpan.FromHours(2);
            await Sender.FlushAsync(Some.Token);
            (await _world.SyncAsync()).Failure.ShouldBeNull();
        }

        NothingCameTooOften();
        var outbox = await Sender.GetOutboxAsync(Some.Token);
        outbox.ShouldAllBe(e => e.State == OutboxState.Unknown || e.State == OutboxState.Rejected);
        foreach (var subject in _most.Keys.Where(s => !_discarded.Contains(s)))
        {
            var waiting = outbox.Where(e => e.Subject == subject).SelectMany(e => e.Recipients).ToHashSet();
            var recipients = RecipientsOf(subject);
            foreach (var (user, address) in Users.Where(u => recipients.Contains(u.Address)))
            {
                if (!waiting.Contains(address) && !_doubtful.Contains(subject)) Count(user, subject).ShouldBeGreaterThan(0, $"{subject} to {address}");
            }

            var copies = CountCopies(subject);
            copies.ShouldBeLessThanOrEqualTo(_mostCopies[subject], $"copies of {subject}");
            var hasArrived = waiting.Count == 0 && Users.Any(u => Count(u.User, subject) > 0);
            if (hasArrived && !_withoutCopy.Contains(subject)) copies.ShouldBeGreaterThan(0, $"copies of {subject}");
        }
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    IEnumerable<(ServerUser User, string Address)> Users => [(_zoe, "zoe@ac-lyon.fr"), (_louis, "louis@ac-lyon.fr")];

    async Task ApplyAsync(SendingStep step)
    {
        switch (step.Event)
        {
            case <= SendingEvent.Discard:
                await DoAsync(step.Event, step);
                break;
            case SendingEvent.Cut:
                await StrikeAsync(step, Histories.Cut(step.Yes, 1 + step.One));
                break;
            case SendingEvent.Lost:
                await StrikeAsync(step, Histories.Lose(Commands[step.One % Commands.Length], step.Yes, 1 + (step.Other % 2)));
                break;
            case SendingEvent.Kill:
                _world.Stores.KillAt(1 + (step.One % 6), step.Yes);
                await DoAsync(step.During, step);
                await _world.RestartAsync();
                break;
            case SendingEvent.GiveUp when step.Other % 2 == 0:
                await Histories.GiveUpAsync(_world.Server, step.Yes, 1 + step.One, token => DoAsync(step.During, step, token));
                break;
            case SendingEvent.GiveUp:
                await Histories.GiveUpAsync(_world.Stores, step.Yes, 1 + (step.One % 6), token => DoAsync(step.During, step, token));
                break;
            case SendingEvent.Restart:
                await _world.RestartAsync();
                break;
            case SendingEvent.Rebuild:
                await _world.RebuildAsync();
                break;
            case SendingEvent.Full:
                (step.Yes ? _zoe : _louis).MessageLimit = 0;
                break;
            case SendingEvent.Room:
                (_zoe.MessageLimit, _louis.MessageLimit) = (null, null);
                break;
            case SendingEvent.SentRenamed when Sent is { } sent:
                // A copy that was sent there and not heard of is not looked for under another name.
                foreach (var entry in await Sender.GetOutboxAsync(Some.Token)) _mostCopies[entry.Subject]++;
                _world.User.RenameMailbox(sent.Name, $"Partis {++_names}");
                break;
            case SendingEvent.SentRemoved when Sent is { } sent:
                _withoutCopy.UnionWith(sent.Messages.Select(ImapFixture.SubjectOf));
                _world.User.DeleteMailbox(sent.Name);
                break;
            case SendingEvent.Hours:
                _time.Now += TimeSpan.FromHours(1 + step.One);
                break;
            default:
                break;
        }
    }

    ServerMailbox? Sent => _world.User.Mailboxes.FirstOrDefault(m => m != _world.User.Inbox && m.Messages.Count > 0);

    /// <summary>In the middle of what the program does, up to two of the steps that are <paramref name="left"/> begin.</summary>
    async Task DoMeanwhileAsync(SendingStep step, Queue<SendingStep> left)
    {
        var begun = new List<Task>();
        await Histories.InTheMiddleAsync(_world.Server, step.Yes, 1 + step.One, () => DoAsync(step.During, step), () =>
        {
            // What waits for the first to end would keep it from ending.
            for (var i = 0; i <= step.Other % 2 && left.TryPeek(out var next) && next.IsAct; i++) begun.Add(ApplyAsync(left.Dequeue()));
            return Task.CompletedTask;
        });
        await Task.WhenAll(begun);
    }

    async Task StrikeAsync(SendingStep step, Fault fault)
    {
        _world.Server.Faults.Add(fault);
        await DoAsync(step.During, step);
        _world.Server.Faults.Clear();
    }

    Task DoAsync(SendingEvent doing, SendingStep step) => DoAsync(doing, step, Some.Token);

    async Task DoAsync(SendingEvent doing, SendingStep step, CancellationToken cancellationToken)
    {
        try
        {
            switch (doing)
            {
                case SendingEvent.Send:
                    await SendAsync(NewSubject(step.Other), cancellationToken);
                    break;
                case SendingEvent.SendOnce:
                    _keyed.Add(NewSubject(step.Other));
                    await SendOnceAsync(_keyed[^1], cancellationToken);
                    break;
                case SendingEvent.GiveAgain when _keyed.Count > 0:
                    await SendOnceAsync(_keyed[step.One % _keyed.Count], cancellationToken);
                    break;
                case SendingEvent.Flush:
                    await Sender.FlushAsync(cancellationToken);
                    break;
                case SendingEvent.Sync:
                    await _world.SyncAsync(cancellationToken);
                    break;
                case SendingEvent.Retry when await ChooseAsync(step) is { } entry:
                    if (entry.State == OutboxState.Unknown) _most[entry.Subject]++;
                    _mostCopies[entry.Subject]++;
                    await Sender.RetryAsync(entry.Id, cancellationToken);
                    break;
                case SendingEvent.Discard when await ChooseAsync(step) is { } entry:
                    _discarded.Add(entry.Subject);
                    await Sender.DiscardAsync(entry.Id, cancellationToken);
                    break;
                default:
                    break;
            }
        }
        catch (Exception e) when (e is KilledException or MailException)
        {
            // What nobody lives to see, or is told at once.
        }
    }

    async Task<OutboxEntry?> ChooseAsync(SendingStep step) =>
        await Sender.GetOutboxAsync(Some.Token) is { Count: > 0 } entries ? entries[step.One % entries.Count] : null;

    string NewSubject(int number)
    {
        var subject = $"message {_most.Count} {number % 4}";
        _most.Add(subject, 1);
        _mostCopies.Add(subject, 1);
        _doubtful.Add(subject);
        return subject;
    }

    async Task SendAsync(string subject, CancellationToken cancellationToken)
    {
        try
        {
            await Sender.SendAsync(Message(subject), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Users.Sum(u => Count(u.User, subject)).ShouldBe(0, $"{subject}, which was given up");
            throw;
        }

        _doubtful.Remove(subject);
    }

    async Task SendOnceAsync(string subject, CancellationToken cancellationToken)
    {
        await Sender.SendOnceAsync(Message(subject), subject, cancellationToken);
        _doubtful.Remove(subject);
    }

    static MimeMessage Message(string subject) => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], RecipientsOf(subject).Select(r => new MailboxAddress("", r)), subject,
        new TextPart("plain") { Text = "Bonjour" });

    /// <summary>The last digit of a subject says to whom it goes.</summary>
    static string[] RecipientsOf(string subject) => subject[^1] switch
    {
        '0' => ["zoe@ac-lyon.fr"],
        '1' => ["zoe@ac-lyon.fr", "louis@ac-lyon.fr"],
        '2' => ["zoe@ac-lyon.fr", Refused],
        _ => [Refused, "louis@ac-lyon.fr", "zoe@ac-lyon.fr"],
    };

    void NothingCameTooOften()
    {
        foreach (var (subject, most) in _most)
            foreach (var (user, address) in Users) Count(user, subject).ShouldBeLessThanOrEqualTo(most, $"{subject} to {address}");
    }

    int CountCopies(string subject) => _world.User.Mailboxes.Sum(m => m.Messages.Count(c => ImapFixture.SubjectOf(c) == subject));

    static int Count(ServerUser user, string subject) => user.Inbox.Messages.Count(m => ImapFixture.SubjectOf(m) == subject);
}
