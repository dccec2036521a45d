using AcMail.Storage;
using AcMail.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace AcMail.Tests;

/// <summary>An application gives a message under a key, and again, since it does not know what became of it.</summary>
public sealed class SendOnceTests : IAsyncDisposable
{
    const string Key = "facture 42";

    readonly InMemoryMailStoreProvider _stores = new();
    readonly List<byte[]> _received = [];
    readonly List<string> _recipients = [];
    readonly List<IAsyncDisposable> _opened = [];
    readonly ScriptedServer _smtp;
    Func<string, string?> _answer = _ => null;

    public SendOnceTests()
    {
        _smtp = new(Scripts.Smtp(Answer, received: b =>
        {
            lock (_received) _received.Add(b);
        }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened)) await opened.DisposeAsync();
        await _smtp.DisposeAsync();
    }

    string? Answer(string line)
    {
        if (_answer(line) is { } answer) return answer;
        if (line.StartsWith("RCPT", StringComparison.Ordinal)) _recipients.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
        return null;
    }

    static MimeMessage Message(string subject = "Facture", string recipient = "zoe@ac-lyon.fr") => new(
        [new MailboxAddress("", "david.martin@AC-Lyon.fr")], [new MailboxAddress("", recipient)], subject, new TextPart("plain") { Text = "Bonjour" });

    /// <summary>The sender of a process that begins.</summary>
    async Task<MailSender> SenderAsync(ISentCopyFiler? filer = null)
    {
        var store = await _stores.OpenAsync("pro", Some.Token);
        var sender = new MailSender(
            Some.Account(outgoing: _smtp.Endpoint(ServerProtocol.Smtp), saveSentCopy: filer is not null), _ => new(store), Some.Connector(), TimeProvider.System,
            NullLogger.Instance, filer ?? new FailingFiler());
        _opened.AddRange([store, sender]);
        return sender;
    }

    sealed class FailingFiler : ISentCopyFiler
    {
        public Task FileAsync(OutgoingMessage message, IMailStore store, bool wasTried, CancellationToken cancellationToken) =>
            throw new MailException(FailureTexts.Create(MailErrorKind.ConnectionLost, null));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_accepted_is_not_sent_again_by_this_process_nor_by_the_next()
    {
        var sender = await SenderAsync();
        var first = await sender.SendOnceAsync(Message(), Key, Some.Token);
        first.Outcome.ShouldBe(SendOutcome.Accepted);

        foreach (var giving in (MailSender[])[sender, await SenderAsync()])
        {
            var again = await giving.SendOnceAsync(Message(), Key, Some.Token);
            (again.Outcome, again.Id, again.MessageId, again.Failure).ShouldBe((SendOutcome.GivenBefore, first.Id, first.MessageId, null));
        }

        _received.ShouldHaveSingleItem();
        (await sender.SendOnceAsync(Message(), Key + "'", Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        (await sender.SendAsync(Message(), Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        _received.Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_waits_is_sent_as_it_was_given_first()
    {
        _answer = l => l.StartsWith("MAIL", StringComparison.Ordinal) ? "451 4.3.0 later" : null;
        var sender = await SenderAsync();
        (await sender.SendOnceAsync(Message("Première"), Key, Some.Token)).Outcome.ShouldBe(SendOutcome.Deferred);
        (await sender.SendOnceAsync(Message("Deuxième"), Key, Some.Token)).Outcome.ShouldBe(SendOutcome.Deferred);
        _answer = _ => null;

        var report = await sender.SendOnceAsync(Message("Troisième"), Key, Some.Token);

        report.Outcome.ShouldBe(SendOutcome.Accepted);
        MimeMessage.Load(new MemoryStream(_received.ShouldHaveSingleItem())).Subject.ShouldBe("Première");
        (await sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_refused_is_replaced_by_what_is_given_next()
    {
        _answer = l => l.StartsWith("RCPT TO:<nobody@", StringComparison.Ordinal) ? "550 5.1.1 unknown" : null;
        var sender = await SenderAsync();
        (await sender.SendOnceAsync(Message(recipient: "nobody@ac-lyon.fr"), Key, Some.Token)).Outcome.ShouldBe(SendOutcome.Rejected);

        (await sender.SendOnceAsync(Message(recipient: "zoe@ac-lyon.fr"), Key, Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);

        _recipients.ShouldBe(["zoe@ac-lyon.fr"]);
        (await sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_cancelled_is_sent_when_it_is_given_again()
    {
        var sender = await SenderAsync();
        using var cancelling = new CancellationTokenSource();
        _answer = l =>
        {
            if (l.StartsWith("MAIL", StringComparison.Ordinal)) cancelling.Cancel();
            return null;
        };
        await Should.ThrowAsync<OperationCanceledException>(() => sender.SendOnceAsync(Message(), Key, cancelling.Token));
        _received.ShouldBeEmpty();
        _answer = _ => null;
        (await sender.SendOnceAsync(Message(), Key, Some.Token)).Outcome.ShouldBe(SendOutcome.Accepted);
        _received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_of_unknown_fate_stays_so_until_a_person_decides()
    {
        _answer = l => l == "." ? "HANGUP" : null;
        var sender = await SenderAsync();
        var first = await sender.SendOnceAsync(Message(), Key, Some.Token);
        first.Outcome.ShouldBe(SendOutcome.Unknown);
        _answer = _ => null;

        var again = await sender.SendOnceAsync(Message(), Key, Some.Token);

        (again.Outcome, again.Id, again.Failure?.Kind).ShouldBe((SendOutcome.Unknown, first.Id, MailErrorKind.DeliveryUnknown));
        _received.ShouldHaveSingleItem();
        await sender.DiscardAsync(first.Id, Some.Token);
        (await sender.SendOnceAsync(Message(), Key, Some.Token)).Outcome.ShouldBe(SendOutcome.GivenBefore);
        _received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_could_not_get_it_with_the_others_gets_it_by_the_outbox_and_nobody_twice()
    {
        _answer = l => l.StartsWith("RCPT TO:<grey@", StringComparison.Ordinal) ? "450 4.2.0 later" : null;
        var sender = await SenderAsync();
        var message = Message();
        message.Cc.Add(new MailboxAddress("", "grey@ac-lyon.fr"));
        (await sender.SendOnceAsync(message, Key, Some.Token)).Outcome.ShouldBe(SendOutcome.PartlyAccepted);
        (await sender.SendOnceAsync(message, Key, Some.Token)).Outcome.ShouldBe(SendOutcome.GivenBefore);
        _answer = _ => null;
        await sender.FlushAsync(Some.Token);
        (await sender.SendOnceAsync(message, Key, Some.Token)).Outcome.ShouldBe(SendOutcome.GivenBefore);
        _recipients.ShouldBe(["zoe@ac-lyon.fr", "grey@ac-lyon.fr"]);
    }

    [Fact]
    public async Task Accepted_is_what_waits_for_its_copy_in_sent()
    {
        var sender = await SenderAsync(new FailingFiler());
        (await sender.SendOnceAsync(Message(), Key, Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.Failed);
        var again = await sender.SendOnceAsync(Message(), Key, Some.Token);
        (again.Outcome, again.SentCopy).ShouldBe((SendOutcome.Accepted, SentCopyOutcome.Owed));
        _received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_another_sends_just_now_is_left_to_it()
    {
        var (taken, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _answer = l =>
        {
            if (l == ".")
            {
                taken.TrySetResult();
                mayAnswer.Task.Wait(Some.Token);
            }

            return null;
        };
        var sender = await SenderAsync();
        var sending = sender.SendOnceAsync(Message(), Key, Some.Token);
        await taken.Task;
        foreach (var giving in (MailSender[])[sender, await SenderAsync()])
        {
            var again = await giving.SendOnceAsync(Message(), Key, Some.Token);
            (again.Outcome, again.Failure?.Kind).ShouldBe((SendOutcome.Deferred, MailErrorKind.Busy));
        }

        mayAnswer.SetResult();
        (await sending).Outcome.ShouldBe(SendOutcome.Accepted);
        _received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_many_who_give_it_at_once_in_several_processes_one_sends_it()
    {
        MailSender[] senders = [await SenderAsync(), await SenderAsync(), await SenderAsync()];
        var reports = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => senders[i % 3].SendOnceAsync(Message(), Key, Some.Token), Some.Token)));
        _received.ShouldHaveSingleItem();
        reports.Count(r => r.Outcome == SendOutcome.Accepted).ShouldBe(1);
        reports.ShouldAllBe(r => r.Outcome == SendOutcome.Accepted || r.Outcome == SendOutcome.GivenBefore
            || (r.Outcome == SendOutcome.Deferred && r.Failure!.Kind == MailErrorKind.Busy));
        reports.Select(r => r.Id).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_message_that_is_passed_on_keeps_its_message_id_and_is_not_taken()
    {
        var sender = await SenderAsync();
        var message = Message();
        message.ResentFrom.Add(new MailboxAddress("", "david.martin@ac-lyon.fr"));
        message.ResentTo.Add(new MailboxAddress("", "zoe@ac-lyon.fr"));
        var failure = (await Should.ThrowAsync<MailException>(() => sender.SendOnceAsync(message, Key, Some.Token))).Failure;
        failure.Kind.ShouldBe(MailErrorKind.InvalidMessage);
        failure.Message.English.ShouldContain("Resent-From");
        (await sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_has_at_least_a_letter()
    {
        var sender = await SenderAsync();
        await Should.ThrowAsync<ArgumentException>(() => sender.SendOnceAsync(Message(), "", Some.Token));
    }
}
