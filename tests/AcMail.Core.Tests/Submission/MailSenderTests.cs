using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace AcMail.Tests;

public sealed class MailSenderTests : IAsyncDisposable
{
    readonly MemoryStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    static MimeMessage Message(params string[] recipients)
    {
        var message = new MimeMessage([new MailboxAddress("David MARTIN", "david.martin@ac-lyon.fr")], [], "Réunion", new TextPart("plain") { Text = ".Bonjour\n..à demain\n" });
        message.To.AddRange((recipients.Length == 0 ? ["zoe@ac-lyon.fr"] : recipients).Select(r => new MailboxAddress("", r)));
        return message;
    }

    /// <summary>Cannot reach its token service for one of the protocols.</summary>
    sealed class SlowProvider(ServerProtocol protocol) : ICredentialProvider
    {
        public ValueTask<MailCredential?> GetAsync(CredentialRequest request, CancellationToken cancellationToken = default) =>
            request.Endpoint.Protocol == protocol ? throw new TaskCanceledException("HttpClient.Timeout", new TimeoutException()) : new((MailCredential?)null);
    }

    MailSender Sender(
        ScriptedServer smtp, ScriptedServer? imap = null, MailProtocol protocol = MailProtocol.Imap, params ICredentialProvider[] providers) => new(
        Some.Account(imap?.Endpoint(ServerProtocol.Imap), smtp.Endpoint(ServerProtocol.Smtp), protocol: protocol, saveSentCopy: imap is not null),
        _ => new(_store), Some.Connector(providers), TimeProvider.System, NullLogger.Instance);

    [Fact]
    public async Task What_is_transmitted_is_what_was_stored()
    {
        byte[]? received = null;
        await using var smtp = new ScriptedServer(Scripts.Smtp(received: b => received = b));
        await using var sender = Sender(smtp);
        var report = await sender.SendAsync(Message(), Some.Token);
        (report.Outcome, report.SentCopy).ShouldBe((SendOutcome.Accepted, SentCopyOutcome.NotWanted));
        received.ShouldBe(_store.Stored.Single());
        _store.States.ShouldBe([OutboxState.Sending, OutboxState.Done]);
    }

    [Fact]
    public async Task Without_a_message_nothing_is_sent()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var sender = Sender(smtp);
        await Should.ThrowAsync<ArgumentNullException>(async () => await sender.SendAsync(null!, Some.Token));
        smtp.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task Several_messages_share_one_connection()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var sender = Sender(smtp);
        for (var i = 0; i < 20; i++) (await sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        smtp.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_finds_a_connection_ready_is_stored_as_being_handed_over()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var sender = Sender(smtp);
        await sender.SendAsync(Message(), Some.Token);
        await sender.SendAsync(Message(), Some.Token);
        _store.Enqueued.ShouldBe([OutboxState.Queued, OutboxState.Sending]);
        _store.States.ShouldBe([OutboxState.Sending, OutboxState.Done, OutboxState.Done]);
    }

    [Fact]
    public async Task Concurrent_callers_wait_for_each_other()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var sender = Sender(smtp);
        var reports = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sender.SendAsync(Message(), Some.Token)));
        reports.ShouldAllBe(r => r.Outcome == SendOutcome.Accepted);
        smtp.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_recipient_does_not_stop_the_others()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp(l => l.StartsWith("RCPT TO:<nobody", StringComparison.Ordinal) ? "550 5.1.1 unknown" : null));
        await using var sender = Sender(smtp);
        var report = await sender.SendAsync(Message("nobody@ac-lyon.fr", "zoe@ac-lyon.fr"), Some.Token);
        report.Outcome.ShouldBe(SendOutcome.PartlyAccepted);
        report.Recipients.Select(r => (r.Address, r.Failure?.Kind)).ShouldBe([("nobody@ac-lyon.fr", MailErrorKind.RecipientRejected), ("zoe@ac-lyon.fr", null)]);
        report.Recipients[0].Failure!.ServerReply.ShouldBe("550 5.1.1 unknown");
    }

    [Fact]
    public async Task What_is_said_to_a_recipient_names_it()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp(l => l switch
        {
            _ when l.StartsWith("RCPT TO:<nobody", StringComparison.Ordinal) => "550 5.1.1 unknown",
            _ when l.StartsWith("RCPT TO:<grey", StringComparison.Ordinal) => "450 4.2.0 later",
            _ => null,
        }));
        await using var sender = Sender(smtp);
        var report = await sender.SendAsync(Message("nobody@ac-lyon.fr", "grey@ac-lyon.fr", "zoe@ac-lyon.fr"), Some.Token);
        foreach (var (address, failure) in report.Recipients.SkipLast(1).Select(r => (r.Address, r.Failure!)))
            (failure.Message.English.Contains(address, StringComparison.Ordinal), failure.Message.French.Contains(address, StringComparison.Ordinal))
                .ShouldBe((true, true));
    }

    [Fact]
    public async Task A_sender_refused_at_the_recipients_is_what_is_told()
    {
        const string Refusal = "553 5.7.1 <david.martin@ac-lyon.fr>: Sender address rejected: not owned by user dmartin";
        await using var smtp = new ScriptedServer(Scripts.Smtp(l => l switch
        {
            _ when l.StartsWith("RCPT TO:<nobody", StringComparison.Ordinal) => "550 5.1.1 unknown",
            _ when l.StartsWith("RCPT", StringComparison.Ordinal) => Refusal,
            _ => null,
        }));
        await using var sender = Sender(smtp);
        var report = await sender.SendAsync(Message("nobody@ac-lyon.fr", "zoe@ac-lyon.fr"), Some.Token);
        (report.Outcome, report.Failure?.Kind, report.Failure?.ServerReply).ShouldBe((SendOutcome.Rejected, MailErrorKind.SenderRejected, Refusal));
        report.Failure!.Remedy.English.ShouldContain("account's own address");
        _store.Entries.Single().LastReply.ShouldBe(Refusal);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 unknown", SendOutcome.Rejected, MailErrorKind.RecipientRejected, OutboxState.Rejected)]
    [InlineData("RCPT", "450 4.2.0 greylisted", SendOutcome.Deferred, MailErrorKind.Deferred, OutboxState.Queued)]
    [InlineData("MAIL", "553 5.7.1 not owner", SendOutcome.Rejected, MailErrorKind.SenderRejected, OutboxState.Rejected)]
    [InlineData("MAIL", "552 5.3.4 too big", SendOutcome.Rejected, MailErrorKind.MessageTooLarge, OutboxState.Rejected)]
    [InlineData("MAIL", "421 4.4.2 timeout", SendOutcome.Deferred, MailErrorKind.ServerUnavailable, OutboxState.Queued)]
    [InlineData(".", "554 5.7.1 spam", SendOutcome.Rejected, MailErrorKind.MessageRejected, OutboxState.Rejected)]
    [InlineData(".", "451 4.3.0 later", SendOutcome.Deferred, MailErrorKind.Deferred, OutboxState.Queued)]
    [InlineData(".", "530 5.7.0 Authentication required", SendOutcome.Deferred, MailErrorKind.AuthenticationNotOffered, OutboxState.Queued)]
    [InlineData(".", "HANGUP", SendOutcome.Unknown, MailErrorKind.DeliveryUnknown, OutboxState.Unknown)]
    [InlineData("DATA", "HANGUP", SendOutcome.Deferred, MailErrorKind.ConnectionLost, OutboxState.Queued)]
    [InlineData("MAIL", "HANGUP", SendOutcome.Deferred, MailErrorKind.ConnectionLost, OutboxState.Queued)]
    public async Task Each_answer_has_its_outcome(string command, string answer, SendOutcome outcome, MailErrorKind kind, OutboxState state)
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp(l => l.StartsWith(command, StringComparison.Ordinal) ? answer : null));
        await using var sender = Sender(smtp);
        var report = await sender.SendAsync(Message(), Some.Token);
        (report.Outcome, report.Failure?.Kind).ShouldBe((outcome, kind));
        (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(state);
        smtp.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("HANGUP", MailErrorKind.DeliveryUnknown, MailErrorKind.Deferred)]
    [InlineData("451 4.3.0 later", MailErrorKind.Deferred, MailErrorKind.Deferred)]
    [InlineData("554 5.7.1 spam", MailErrorKind.MessageRejected, MailErrorKind.MessageRejected)]
    public async Task What_became_of_the_message_is_said_of_those_who_were_accepted(string answer, MailErrorKind kind, MailErrorKind later)
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp(l => l switch
        {
            "." => answer,
            _ when l.StartsWith("RCPT TO:<nobody", StringComparison.Ordinal) => "550 5.1.1 unknown",
            _ when l.StartsWith("RCPT TO:<grey", StringComparison.Ordinal) => "450 4.2.0 greylisted",
            _ => null,
        }));
        await using var sender = Sender(smtp);
        var report = await sender.SendAsync(Message("zoe@ac-lyon.fr", "nobody@ac-lyon.fr", "grey@ac-lyon.fr"), Some.Token);
        report.Failure?.Kind.ShouldBe(kind);
        report.Recipients.Select(r => r.Failure?.Kind).ShouldBe([kind, MailErrorKind.RecipientRejected, later]);
        report.Recipients.ShouldAllBe(r => !r.IsQueued);
    }

    [Theory]
    [InlineData("452 4.3.1 insufficient system storage", SendOutcome.Deferred, MailErrorKind.Deferred, OutboxState.Queued)]
    [InlineData("553 5.7.1 not owner", SendOutcome.Rejected, MailErrorKind.SenderRejected, OutboxState.Rejected)]
    [InlineData("552 5.3.4 too big", SendOutcome.Rejected, MailErrorKind.MessageTooLarge, OutboxState.Rejected)]
    public async Task A_sender_refused_with_the_recipients_sent_along_is_what_is_told(
        string answer, SendOutcome outcome, MailErrorKind kind, OutboxState state)
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp(l => l.Split(' ')[0] switch
        {
            "MAIL" => answer,
            "RCPT" => "503 5.5.1 need MAIL command",
            _ => null,
        }));
        await using var sender = Sender(smtp);
        var report = await sender.SendAsync(Message(), Some.Token);
        (report.Outcome, report.Failure?.Kind, report.Failure?.ServerReply).ShouldBe((outcome, kind, answer));
        _store.Entries.Single().State.ShouldBe(state);
    }

    [Fact]
    public async Task After_a_lost_connection_the_next_message_gets_a_new_one()
    {
        var first = 1;
        await using var smtp = new ScriptedServer(Scripts.Smtp(l => l == "." && Interlocked.Exchange(ref first, 0) == 1 ? "HANGUP" : null));
        await using var sender = Sender(smtp);
        (await sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Unknown);
        (await sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        smtp.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_leaves_the_message_queued()
    {
        var smtp = new ScriptedServer(Scripts.Smtp());
        await using var sender = Sender(smtp);
        await smtp.DisposeAsync();
        var report = await sender.SendAsync(Message(), Some.Token);
        (report.Outcome, report.Failure?.Kind).ShouldBe((SendOutcome.Deferred, MailErrorKind.ConnectionRefused));
        _store.Entries.Single().State.ShouldBe(OutboxState.Queued);
    }

    [Fact]
    public async Task A_message_larger_than_the_server_takes_is_not_sent()
    {
        var received = 0;
        await using var smtp = new ScriptedServer(Scripts.Smtp(capabilities: "250-AUTH PLAIN\r\n250 SIZE 100", received: _ => received++));
        await using var sender = Sender(smtp);
        (await sender.SendAsync(Message(), Some.Token)).Failure?.Kind.ShouldBe(MailErrorKind.MessageTooLarge);
        received.ShouldBe(0);
    }

    [Fact]
    public async Task Pop3_keeps_the_copy_locally_in_the_same_commit()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var sender = Sender(smtp, protocol: MailProtocol.Pop3);
        (await sender.SendAsync(Message(), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.SavedLocally);
        _store.Changes[^1].ShouldBeOfType<Storage.MessageFiled>().Role.ShouldBe(MailboxRole.Sent);
        _store.States.ShouldBe([OutboxState.Sending, OutboxState.Done]);
    }

    [Fact]
    public async Task A_failed_copy_never_sends_again()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var imap = new ScriptedServer(Scripts.Imap((tag, command) => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) ? $"{tag} NO [AUTHENTICATIONFAILED] no" : null));
        await using var sender = Sender(smtp, imap);
        var report = await sender.SendAsync(Message(), Some.Token);
        (report.Outcome, report.SentCopy, report.SentCopyFailure?.Kind).ShouldBe((SendOutcome.Accepted, SentCopyOutcome.Failed, MailErrorKind.BadCredentials));
        (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.SentCopyOwed);
    }

    [Fact]
    public async Task A_full_disk_after_the_server_accepted_is_reported_and_not_thrown()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        _store.Fault = changes => changes.OfType<Storage.OutboxAdvanced>().Any(c => c.State == OutboxState.Done) ? MailErrorKind.StorageFull : null;
        await using var sender = Sender(smtp);
        var report = await sender.SendAsync(Message(), Some.Token);
        report.Outcome.ShouldBe(SendOutcome.Accepted);
        (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Unknown);
    }

    [Fact]
    public async Task A_full_disk_before_the_hand_over_sends_nothing()
    {
        var received = 0;
        await using var smtp = new ScriptedServer(Scripts.Smtp(received: _ => received++));
        _store.Fault = _ => MailErrorKind.StorageFull;
        await using var sender = Sender(smtp);
        (await Some.FailureOf(() => sender.SendAsync(Message(), Some.Token))).Kind.ShouldBe(MailErrorKind.StorageFull);
        received.ShouldBe(0);
    }

    [Fact]
    public async Task Cancelled_before_the_hand_over_it_is_not_sent_and_kept_as_rejected()
    {
        using var cancel = new CancellationTokenSource();
        var greeted = new TaskCompletionSource();
        await using var smtp = new ScriptedServer(c =>
        {
            greeted.SetResult();
            return c.StaySilentAsync();
        });
        await using var sender = Sender(smtp);
        var sending = sender.SendAsync(Message(), cancel.Token);
        await greeted.Task;
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sending);
        _store.Entries.Single().State.ShouldBe(OutboxState.Rejected);
    }

    [Fact]
    public async Task A_token_service_that_runs_out_of_time_leaves_the_message_queued()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var sender = Sender(smtp, providers: new SlowProvider(ServerProtocol.Smtp));
        var report = await sender.SendAsync(Message(), Some.Token);
        (report.Outcome, report.Failure?.Kind).ShouldBe((SendOutcome.Deferred, MailErrorKind.AuthenticationUnavailable));
        _store.Entries.Single().State.ShouldBe(OutboxState.Queued);
    }

    [Fact]
    public async Task A_token_service_that_runs_out_of_time_for_the_copy_does_not_make_a_sent_message_look_unsent()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var imap = new ScriptedServer(Scripts.Imap());
        await using var sender = Sender(smtp, imap, providers: new SlowProvider(ServerProtocol.Imap));
        var report = await sender.SendAsync(Message(), Some.Token);
        (report.Outcome, report.SentCopy).ShouldBe((SendOutcome.Accepted, SentCopyOutcome.Failed));
    }

    [Fact]
    public async Task An_idle_connection_is_closed_and_the_next_message_opens_another()
    {
        var time = new FakeTimeProvider();
        var closed = new TaskCompletionSource();
        await using var smtp = new ScriptedServer(async c =>
        {
            await Scripts.Smtp()(c);
            closed.TrySetResult();
        });
        var account = Some.Account(outgoing: smtp.Endpoint(ServerProtocol.Smtp), saveSentCopy: false);
        await using var sender = new MailSender(account, _ => new(_store), Some.Connector(), time, NullLogger.Instance);
        await sender.SendAsync(Message(), Some.Token);
        time.Advance(ConnectionLimits.Idle);
        await closed.Task.WaitAsync(Some.Token);
        (await sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        smtp.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_said_goodbye_in_between_costs_no_message()
    {
        var goodbye = new TaskCompletionSource();
        await using var smtp = new ScriptedServer(async c =>
        {
            await Scripts.Smtp(lastly: "421 4.4.2 idle too long")(c);
            goodbye.TrySetResult();
        });
        await using var sender = Sender(smtp);
        (await sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        await goodbye.Task.WaitAsync(Some.Token);
        (await sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        smtp.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_left_in_sending_by_a_dead_process_has_an_unknown_fate()
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        var id = await _store.EnqueueAsync(new(default, "1@x", "a@x", ["b@x"], "s", default), Some.Token);
        await _store.CommitAsync([new Storage.OutboxAdvanced(id, OutboxState.Sending, "")], Some.Token);
        await using var sender = Sender(smtp);
        (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Unknown);
    }

    [Fact]
    public async Task An_address_that_the_server_cannot_be_told_is_refused_here_and_does_not_stop_the_others()
    {
        var heard = new List<string>();
        await using var smtp = new ScriptedServer(Scripts.Smtp(l =>
        {
            heard.Add(l);
            return null;
        }));
        await using var sender = Sender(smtp);
        var report = await sender.SendAsync(Message("zoé@ac-lyon.fr", "zoe@académie.fr"), Some.Token);
        report.Outcome.ShouldBe(SendOutcome.PartlyAccepted);
        var refused = report.Recipients.Single(r => r.Failure is not null);
        (refused.Address, refused.Failure!.Kind, refused.Failure.ServerReply).ShouldBe(("zoé@ac-lyon.fr", MailErrorKind.RecipientRejected, null));
        refused.Failure.Message.English.ShouldEndWith("(SMTPUTF8): zoé@ac-lyon.fr.");
        heard.Where(l => l.StartsWith("RCPT", StringComparison.Ordinal)).ShouldBe(["RCPT TO:<zoe@xn--acadmie-eya.fr>"]);
    }

    [Theory]
    [InlineData("david@ac-lyon.fr", "zoé@ac-lyon.fr", MailErrorKind.RecipientRejected)]
    [InlineData("davíd@ac-lyon.fr", "zoe@ac-lyon.fr", MailErrorKind.SenderRejected)]
    public async Task Where_nobody_can_be_named_to_the_server_nothing_is_said_to_it(string from, string to, MailErrorKind kind)
    {
        await using var smtp = new ScriptedServer(Scripts.Smtp(l => l.StartsWith("MAIL", StringComparison.Ordinal) ? "421 4.3.2 not asked" : null));
        await using var sender = Sender(smtp);
        var message = Message(to);
        message.From.Clear();
        message.From.Add(new MailboxAddress("", from));
        var report = await sender.SendAsync(message, Some.Token);
        (report.Outcome, report.Failure?.Kind).ShouldBe((SendOutcome.Rejected, kind));
        _store.Entries.Single().State.ShouldBe(OutboxState.Rejected);
    }

    [Fact]
    public async Task A_server_that_takes_every_letter_is_told_them()
    {
        var heard = new List<string>();
        await using var smtp = new ScriptedServer(Scripts.Smtp(
            l =>
            {
                heard.Add(l);
                return null;
            },
            "250-SMTPUTF8\r\n250-AUTH PLAIN\r\n250 8BITMIME"));
        await using var sender = Sender(smtp);
        (await sender.SendAsync(Message("zoé@ac-lyon.fr"), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        heard.ShouldContain("RCPT TO:<zoé@ac-lyon.fr>");
    }
}
