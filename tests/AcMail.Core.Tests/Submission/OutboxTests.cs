using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace AcMail.Tests;

/// <summary>What becomes of messages that were not sent at once.</summary>
public sealed class OutboxTests : IAsyncDisposable
{
    readonly MemoryStore _store = new();
    readonly List<byte[]> _received = [];
    string? _answer;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("HANGUP")]
    [InlineData("421 4.7.0 go away")]
    [InlineData("250 fine\r\n250 too much")]
    public async Task A_message_over_which_the_server_breaks_off_keeps_no_other_from_being_sent(string answer)
    {
        var (isPoison, later) = (false, true);
        await using var smtp = new ScriptedServer(Scripts.Smtp(
            line =>
            {
                if (line.StartsWith("MAIL", StringComparison.Ordinal)) isPoison = false;
                if (line.StartsWith("RCPT TO:<poison", StringComparison.Ordinal)) isPoison = true;
                if (later) return line.StartsWith("MAIL", StringComparison.Ordinal) ? "451 4.3.0 later" : null;
                return isPoison && (line == "DATA" || line.StartsWith("RCPT", StringComparison.Ordinal)) ? answer : null;
            },
            received: _received.Add));
        await using var sender = Sender(smtp);
        foreach (var recipient in (string[])["poison@ac-lyon.fr", "zoe@ac-lyon.fr"]) await sender.SendAsync(Message(recipient: recipient), Some.Token);
        later = false;

        await sender.FlushAsync(Some.Token);
        _received.Count.ShouldBe(1);
        (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().Recipients.ShouldContain("poison@ac-lyon.fr");
    }

    static MimeMessage Message(string subject = "Réunion", string recipient = "zoe@ac-lyon.fr") => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", recipient)], subject, new TextPart("plain") { Text = "Bonjour" })
    {
        Bcc = { new MailboxAddress("", "hidden@ac-lyon.fr") },
    };

    /// <summary>A server that gives <see cref="_answer"/> to messages, for as long as there is one.</summary>
    ScriptedServer Smtp() => new(Scripts.Smtp(
        l => l.StartsWith("MAIL", StringComparison.Ordinal) ? _answer : null,
        received: b =>
        {
            lock (_received) _received.Add(b);
        }));

    MailSender Sender(ScriptedServer smtp, ISentCopyFiler? filer = null, TimeProvider? time = null) => new(
        Some.Account(outgoing: smtp.Endpoint(ServerProtocol.Smtp), saveSentCopy: filer is not null), _ => new(_store), Some.Connector(),
        time ?? TimeProvider.System, NullLogger.Instance, filer ?? new Filer());

    /// <summary>Files copies, for as long as it is not told to fail.</summary>
    sealed class Filer : ISentCopyFiler
    {
        public List<string> Filed { get; } = [];

        public bool Fails { get; set; }

        /// <summary>The subject that is refused for good.</summary>
        public string? Refused { get; set; }

        public int Attempts { get; private set; }

        public Task FileAsync(OutgoingMessage message, Storage.IMailStore store, bool wasTried, CancellationToken cancellationToken)
        {
            Attempts++;
            if (message.Subject == Refused) throw new MailException(FailureTexts.Create(MailErrorKind.MessageTooLarge, null));
            if (Fails) throw new MailException(FailureTexts.Create(MailErrorKind.ConnectionLost, null));
            Filed.Add(message.MessageId);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    async Task<OutboxEntry> DeferAsync(MailSender sender, string answer = "451 4.3.0 later")
    {
        _answer = answer;
        await sender.SendAsync(Message(), Some.Token);
        _answer = null;
        return (await sender.GetOutboxAsync(Some.Token))[^1];
    }

    [Fact]
    public async Task What_the_server_wants_later_is_tried_less_and_less_by_a_timer_and_at_once_when_it_is_asked_for()
    {
        var time = new FakeTimeProvider();
        var tried = new List<int>();
        var minute = 0;
        await using var smtp = new ScriptedServer(Scripts.Smtp(
            l =>
            {
                if (l.StartsWith("MAIL", StringComparison.Ordinal)) tried.Add(minute);
                return l.StartsWith("MAIL", StringComparison.Ordinal) ? _answer : null;
            },
            received: _received.Add));
        await using var sender = Sender(smtp, time: time);
        await DeferAsync(sender);
        _answer = "451 4.7.1 too many messages an hour";
        tried.Clear();

        for (; minute < 180; minute++)
        {
            await sender.FlushDueAsync(Some.Token);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        tried.ShouldBe([0, 5, 15, 35, 75, 135]);
        await sender.FlushAsync(Some.Token);
        tried[^1].ShouldBe(180);
        _answer = null;
        await sender.FlushDueAsync(Some.Token);
        _received.ShouldBeEmpty();
        time.Advance(TimeSpan.FromHours(1));
        await sender.FlushDueAsync(Some.Token);
        _received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_waits_is_sent_as_it_was_stored_to_whom_it_was_for()
    {
        await using var smtp = Smtp();
        await using var first = Sender(smtp);
        var entry = await DeferAsync(first);

        // Another process finds it.
        var heard = new List<string>();
        await using var later = new ScriptedServer(Scripts.Smtp(
            l =>
            {
                heard.Add(l);
                return null;
            },
            received: _received.Add));
        await using var second = Sender(later);
        var report = (await second.FlushAsync(Some.Token)).ShouldHaveSingleItem();

        (report.Id, report.MessageId, report.Outcome).ShouldBe((entry.Id, entry.MessageId, SendOutcome.Accepted));
        report.Recipients.Select(r => r.Address).ShouldBe(["zoe@ac-lyon.fr", "hidden@ac-lyon.fr"]);
        heard.Where(l => l.StartsWith("MAIL", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldStartWith("MAIL FROM:<david.martin@ac-lyon.fr>");
        heard.Count(l => l.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(2);
        _received.ShouldHaveSingleItem().ShouldBe(_store.Stored.Single());
        (await second.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
        (await second.FlushAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_that_send_what_waits_one_does()
    {
        await using var smtp = Smtp();
        await using var first = Sender(smtp);
        for (var i = 0; i < 5; i++) await DeferAsync(first);
        var senders = Enumerable.Range(0, 6).Select(_ => Sender(smtp)).ToList();

        var reports = await Task.WhenAll(senders.Select(s => s.FlushAsync(Some.Token)));

        reports.SelectMany(r => r).Select(r => r.Id).Order().ShouldBe([1, 2, 3, 4, 5]);
        _received.Count.ShouldBe(5);
        (await first.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
        foreach (var sender in senders) await sender.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_another_takes_while_its_sender_connects_is_not_sent_twice_nor_called_sent()
    {
        var mayGreet = new TaskCompletionSource();
        var connected = new TaskCompletionSource();
        await using var slow = new ScriptedServer(async c =>
        {
            connected.TrySetResult();
            await mayGreet.Task;
            await Scripts.Smtp(received: _received.Add)(c);
        });
        await using var smtp = Smtp();
        await using var first = Sender(slow);
        await using var second = Sender(smtp);
        var sending = first.SendAsync(Message(), Some.Token);
        await connected.Task;
        (await second.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.Accepted);
        mayGreet.SetResult();

        var report = await sending;

        (report.Outcome, report.Failure?.Kind).ShouldBe((SendOutcome.Deferred, MailErrorKind.Busy));
        report.Failure!.Remedy.English.ShouldStartWith("Do not send it again");
        _received.Count.ShouldBe(1);
        (await first.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_takes_nothing_now_is_not_asked_for_each_message()
    {
        var smtp = Smtp();
        await using var sender = Sender(smtp);
        for (var i = 0; i < 3; i++) await DeferAsync(sender);
        await smtp.DisposeAsync();
        var report = (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem();
        (report.Outcome, report.Failure!.Kind).ShouldBe((SendOutcome.Deferred, MailErrorKind.ConnectionRefused));
        _store.Entries.ShouldAllBe(e => e.State == OutboxState.Queued);
    }

    [Fact]
    public async Task A_message_that_the_disk_has_damaged_is_not_sent_and_stops_no_other()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        for (var i = 0; i < 2; i++) await DeferAsync(sender);
        _store.Stored.First()[20] ^= 1;
        var reports = await sender.FlushAsync(Some.Token);
        reports.Select(r => (r.Outcome, r.Failure?.Kind)).ShouldBe([(SendOutcome.Deferred, MailErrorKind.StorageDamaged), (SendOutcome.Accepted, null)]);
        _received.Count.ShouldBe(1);
        (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Queued);
    }

    [Theory]
    [InlineData("553 5.7.1 not owner", OutboxState.Rejected)]
    [InlineData("451 4.3.0 later", OutboxState.Queued)]
    public async Task A_person_can_send_again_what_was_not_taken(string answer, OutboxState state)
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        var entry = await DeferAsync(sender, answer);
        entry.State.ShouldBe(state);
        (await sender.FlushAsync(Some.Token)).Count.ShouldBe(state == OutboxState.Queued ? 1 : 0);
        if (state == OutboxState.Queued) return;
        (await sender.RetryAsync(entry.Id, Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        _received.Count.ShouldBe(1);
        (await sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_process_left_in_sending_goes_out_only_if_a_person_says_so()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        var entry = await DeferAsync(sender);
        await _store.CommitAsync([new Storage.OutboxAdvanced(entry.Id, OutboxState.Sending, "")], Some.Token);
        (await sender.FlushAsync(Some.Token)).ShouldBeEmpty();
        _received.ShouldBeEmpty();
        (await sender.RetryAsync(entry.Id, Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        _received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_taken_out_of_the_outbox_is_never_sent_and_what_is_not_there_is_said_to_be_so()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        var waiting = await DeferAsync(sender);
        var refused = await DeferAsync(sender, "553 5.7.1 not owner");
        foreach (var id in (long[])[waiting.Id, refused.Id])
        {
            await sender.DiscardAsync(id, Some.Token);
            (await Some.FailureOf(() => sender.DiscardAsync(id, Some.Token))).Kind.ShouldBe(MailErrorKind.MessageNotFound);
            (await Some.FailureOf(() => sender.RetryAsync(id, Some.Token))).Kind.ShouldBe(MailErrorKind.MessageNotFound);
        }

        (await sender.FlushAsync(Some.Token)).ShouldBeEmpty();
        _received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_is_being_sent_here_can_neither_be_taken_out_nor_sent_again()
    {
        var connected = new TaskCompletionSource();
        await using var smtp = new ScriptedServer(c =>
        {
            connected.TrySetResult();
            return c.StaySilentAsync();
        });
        await using var sender = Sender(smtp);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Some.Token);
        var sending = sender.SendAsync(Message(), cancel.Token);
        await connected.Task;
        (await Some.FailureOf(() => sender.DiscardAsync(1, Some.Token))).Kind.ShouldBe(MailErrorKind.Busy);
        (await Some.FailureOf(() => sender.RetryAsync(1, Some.Token))).Kind.ShouldBe(MailErrorKind.Busy);
        (await sender.FlushAsync(Some.Token)).ShouldBeEmpty();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task A_message_that_another_process_is_sending_is_left_to_it_as_long_as_that_lives()
    {
        await using var smtp = Smtp();
        var filer = new Filer();
        await using var sender = Sender(smtp, filer);
        var entry = await DeferAsync(sender);
        _store.Takers.Add(entry.Id);
        foreach (var state in (OutboxState[])[OutboxState.Sending, OutboxState.SentCopyPending])
        {
            await _store.CommitAsync([new Storage.OutboxAdvanced(entry.Id, state, "")], Some.Token);
            (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(state);
            (await Some.FailureOf(() => sender.RetryAsync(entry.Id, Some.Token))).Kind.ShouldBe(MailErrorKind.Busy);
            (await Some.FailureOf(() => sender.DiscardAsync(entry.Id, Some.Token))).Kind.ShouldBe(MailErrorKind.Busy);
            (await sender.FlushAsync(Some.Token)).ShouldBeEmpty();
        }

        _store.Takers.Clear();
        (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
        (_received.Count, filer.Filed.Count).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_flush_that_is_cancelled_leaves_what_it_did_not_send_waiting()
    {
        await using var smtp = Smtp();
        await using var first = Sender(smtp);
        await DeferAsync(first);
        var connected = new TaskCompletionSource();
        await using var silent = new ScriptedServer(async c =>
        {
            connected.TrySetResult();
            await c.StaySilentAsync();
        });
        await using var second = Sender(silent);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Some.Token);
        var flushing = second.FlushAsync(cancel.Token);
        await connected.Task;
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => flushing);
        _store.Entries.Single().State.ShouldBe(OutboxState.Queued);
        (await first.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.Accepted);
    }

    [Fact]
    public async Task A_copy_that_failed_is_filed_by_the_next_flush_and_the_message_not_sent_again()
    {
        await using var smtp = Smtp();
        var filer = new Filer { Fails = true };
        await using var sender = Sender(smtp, filer);
        (await sender.SendAsync(Message(), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.Failed);
        (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => r.SentCopy.ShouldBe(SentCopyOutcome.Failed), r => r.SentCopyFailure!.Kind.ShouldBe(MailErrorKind.ConnectionLost));
        filer.Fails = false;

        var report = (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem();

        (report.Id, report.Outcome, report.SentCopy).ShouldBe((1, SendOutcome.Accepted, SentCopyOutcome.SavedOnServer));
        (_received.Count, filer.Filed.Count).ShouldBe((1, 1));
        (await sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_that_is_refused_for_good_holds_up_no_other_and_is_not_sent_at_each_pass()
    {
        await using var smtp = Smtp();
        var clock = new FakeTimeProvider(new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));
        var filer = new Filer { Fails = true, Refused = "trop grand" };
        await using var sender = Sender(smtp, filer, clock);
        foreach (var subject in (string[])["trop grand", "petit"]) await sender.SendAsync(Message(subject), Some.Token);
        filer.Fails = false;
        for (var pass = 0; pass < 10; pass++) await sender.FileOwedCopiesAsync(_store, Some.Token);
        (filer.Filed.Count, filer.Attempts).ShouldBe((1, 5));
        (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().SentCopyFailure!.Kind.ShouldBe(MailErrorKind.MessageTooLarge);
        filer.Attempts.ShouldBe(5);

        clock.Advance(TimeSpan.FromDays(1));
        await sender.FileOwedCopiesAsync(_store, Some.Token);
        filer.Attempts.ShouldBe(6);
        filer.Refused = null;
        (await sender.RetryAsync(1, Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
        (await sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_is_filed_by_one_alone_and_waits_while_a_synchronisation_runs()
    {
        await using var smtp = Smtp();
        var filer = new Filer();
        await using var sender = Sender(smtp, filer);
        await DeferAsync(sender);
        _store.Lease = false;
        (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().SentCopy.ShouldBe(SentCopyOutcome.Owed);
        (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.SentCopyOwed);
        filer.Filed.ShouldBeEmpty();
        _store.Lease = true;
        (await sender.RetryAsync(1, Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);
        (_received.Count, filer.Filed.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_copy_that_is_no_longer_wanted_is_not_filed()
    {
        await using var smtp = Smtp();
        await using var wanting = Sender(smtp, new Filer { Fails = true });
        (await wanting.SendAsync(Message(), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.Failed);
        await using var sender = Sender(smtp);
        (await sender.FlushAsync(Some.Token)).ShouldBeEmpty();
        (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.SentCopyOwed);
        await sender.DiscardAsync(1, Some.Token);
        (await sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_that_was_taken_unheard_is_not_filed_again_after_others_were()
    {
        await using var world = new ImapFixture();
        world.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        await world.LetSendAsync();
        world.Server.Faults.Add(Fault.LoseReply("APPEND"));
        world.Server.Faults.Add(Fault.Answer("UID SEARCH", "NO [SERVERBUG] not now", 2));
        (await world.Account.Sender.SendAsync(Message(), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.Failed);
        (await world.Account.Sender.SendAsync(Message("Une autre"), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);

        (await world.Account.Sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().SentCopy.ShouldBe(SentCopyOutcome.SavedOnServer);

        (world.User.Mailboxes.Sum(m => m.Messages.Count), world.CountUploads()).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_synchronisation_files_the_copy_that_was_owed_once()
    {
        await using var world = new ImapFixture();
        world.Server.AddUser("zoe", "secret", "zoe@ac-lyon.fr");
        await world.LetSendAsync();
        await world.SyncWellAsync();
        world.Server.Faults.Add(Fault.Answer("APPEND", "NO [SERVERBUG] not now"));
        (await world.Account.Sender.SendAsync(Message(), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.Failed);
        await world.RestartAsync();

        await world.SyncWellAsync();

        (await world.Account.Sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
        await world.SyncWellAsync();
        world.User.Mailboxes.Sum(m => m.Messages.Count).ShouldBe(1);
        await world.ShouldAgreeAsync();
        await world.ShouldRestAsync();
    }
}
