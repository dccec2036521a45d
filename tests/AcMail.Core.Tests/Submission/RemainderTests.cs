using AcMail.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace AcMail.Tests;

/// <summary>Recipients to whom the server says “later” while it takes the message for others.</summary>
public sealed class RemainderTests : IAsyncDisposable
{
    const string Zoe = "zoe@ac-lyon.fr", Grey = "grey@ac-lyon.fr", Hidden = "hidden-grey@ac-lyon.fr", Nobody = "nobody@ac-lyon.fr";

    readonly MemoryStore _store = new();
    readonly string _root = Directory.CreateTempSubdirectory("acmail-remainder-").FullName;
    readonly List<string> _taken = [];
    readonly List<byte[]> _received = [];
    string _greylisting = "450 4.2.0 greylisted, come back in five minutes";

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    static MimeMessage Message(params string[] recipients) => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], recipients.Select(r => new MailboxAddress("", r)), "Réunion",
        new TextPart("plain") { Text = "Bonjour" });

    /// <summary>A server that greylists some, until it is told otherwise, and knows nobody called nobody.</summary>
    ScriptedServer Smtp() => new(Scripts.Smtp(
        line =>
        {
            if (!line.StartsWith("RCPT TO:<", StringComparison.Ordinal)) return null;
            var recipient = line["RCPT TO:<".Length..line.IndexOf('>', StringComparison.Ordinal)];
            if (recipient == Nobody) return "550 5.1.1 unknown";
            if (_greylisting.Length > 0 && recipient.Contains("grey", StringComparison.Ordinal)) return _greylisting;
            _taken.Add(recipient);
            return null;
        },
        received: _received.Add));

    MailSender Sender(ScriptedServer smtp, IMailStore? store = null, MailProtocol protocol = MailProtocol.Imap, ISentCopyFiler? filer = null) => new(
        Some.Account(outgoing: smtp.Endpoint(ServerProtocol.Smtp), protocol: protocol, saveSentCopy: filer is not null), _ => new(store ?? _store),
        Some.Connector(), TimeProvider.System, NullLogger.Instance, filer ?? new CountingFiler());

    sealed class CountingFiler : ISentCopyFiler
    {
        public int Filed { get; private set; }

        public bool Fails { get; set; }

        public Task FileAsync(OutgoingMessage message, IMailStore store, bool wasTried, CancellationToken cancellationToken)
        {
            if (Fails) throw new MailException(FailureTexts.Create(MailErrorKind.ConnectionLost, null));
            Filed++;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whom_the_server_told_later_gets_the_message_with_the_next_flush_and_nobody_gets_it_twice()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);

        var report = await sender.SendAsync(Message(Zoe, Grey, Nobody), Some.Token);

        report.Outcome.ShouldBe(SendOutcome.PartlyAccepted);
        report.Recipients.Select(r => (r.Address, r.Failure?.Kind, r.IsQueued)).ShouldBe(
            [(Zoe, null, false), (Grey, MailErrorKind.Deferred, true), (Nobody, MailErrorKind.RecipientRejected, false)]);
        var waiting = (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem();
        (waiting.State, waiting.MessageId, waiting.IsRemainder).ShouldBe((OutboxState.Queued, report.MessageId, true));
        (waiting.Sender, waiting.LastReply).ShouldBe(("david.martin@ac-lyon.fr", _greylisting));
        waiting.Recipients.ShouldBe([Grey]);

        _greylisting = "";
        var flushed = (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem();

        (flushed.Id, flushed.Outcome, flushed.MessageId).ShouldBe((waiting.Id, SendOutcome.Accepted, report.MessageId));
        _taken.ShouldBe([Zoe, Grey]);
        _received.Count.ShouldBe(2);
        _received[1].ShouldBe(_received[0]);
        (await sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_blind_copy_that_waits_stays_blind()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        var message = Message(Zoe);
        message.Bcc.Add(new MailboxAddress("", Hidden));
        await sender.SendAsync(message, Some.Token);
        _greylisting = "";
        await sender.FlushAsync(Some.Token);
        _taken.ShouldBe([Zoe, Hidden]);
        _received.ShouldAllBe(b => !System.Text.Encoding.UTF8.GetString(b).Contains(Hidden, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_waits_for_as_long_as_the_server_says_later_and_is_rejected_once_it_says_no()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        await sender.SendAsync(Message(Zoe, Grey), Some.Token);

        for (var i = 0; i < 2; i++)
        {
            (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.Deferred);
            (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Queued);
        }

        _greylisting = "550 5.1.1 no such user";
        var report = (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem();
        (report.Outcome, report.Failure?.Kind, report.Failure?.ServerReply).ShouldBe((SendOutcome.Rejected, MailErrorKind.RecipientRejected, _greylisting));
        (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().State.ShouldBe(OutboxState.Rejected);
        _taken.ShouldBe([Zoe]);
    }

    [Fact]
    public async Task What_is_left_of_what_was_left_waits_on()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        await sender.SendAsync(Message(Zoe, Grey, Hidden), Some.Token);
        await using var greylistsOne = new ScriptedServer(Scripts.Smtp(l => l.Contains(Hidden, StringComparison.Ordinal) ? _greylisting : null));
        await using var later = Sender(greylistsOne);
        (await later.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.PartlyAccepted);
        (await later.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem().Recipients.ShouldBe([Hidden]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_copy_is_filed_on_the_server_once(bool isOwed)
    {
        await using var smtp = Smtp();
        var filer = new CountingFiler { Fails = isOwed };
        await using var sender = Sender(smtp, filer: filer);
        await sender.SendAsync(Message(Zoe, Grey), Some.Token);
        (_greylisting, filer.Fails) = ("", false);

        var reports = await sender.FlushAsync(Some.Token);

        filer.Filed.ShouldBe(1);
        reports.Select(r => r.SentCopy).ShouldBe(isOwed ? [SentCopyOutcome.NotWanted, SentCopyOutcome.SavedOnServer] : [SentCopyOutcome.NotWanted]);
        (await sender.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_copy_is_kept_locally_once()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp, protocol: MailProtocol.Pop3);
        await sender.SendAsync(Message(Zoe, Grey), Some.Token);
        _greylisting = "";
        (await sender.FlushAsync(Some.Token)).ShouldHaveSingleItem().SentCopy.ShouldBe(SentCopyOutcome.NotWanted);
        _store.Changes.OfType<MessageFiled>().Count().ShouldBe(1);
        _taken.ShouldBe([Zoe, Grey]);
    }

    [Fact]
    public async Task Who_waits_is_stored_in_the_commit_that_says_that_the_others_have_it()
    {
        await using var smtp = Smtp();
        await using var sender = Sender(smtp);
        _store.Fault = changes => changes.OfType<OutboxAdvanced>().Any(c => c.State == OutboxState.Done) ? MailErrorKind.StorageFull : null;

        var report = await sender.SendAsync(Message(Zoe, Grey), Some.Token);

        report.Recipients.ShouldAllBe(r => !r.IsQueued);
        var entry = (await sender.GetOutboxAsync(Some.Token)).ShouldHaveSingleItem();
        entry.State.ShouldBe(OutboxState.Unknown);
        entry.Recipients.ShouldBe([Zoe, Grey]);
    }

    [Fact]
    public async Task Who_waits_on_the_disk_gets_the_message_from_another_process()
    {
        var services = new ServiceCollection();
        services.AddAcMail().UseSqlite(o => o.Directory = _root);
        await using var provider = services.BuildServiceProvider();
        var stores = provider.GetRequiredService<IMailStoreProvider>();
        await using var smtp = Smtp();
        await using (var store = await stores.OpenAsync("pro", Some.Token))
        await using (var sender = Sender(smtp, store))
            (await sender.SendAsync(Message(Zoe, Grey), Some.Token)).Recipients[1].IsQueued.ShouldBeTrue();

        _greylisting = "";
        await using var reopened = await stores.OpenAsync("pro", Some.Token);
        await using var other = Sender(smtp, reopened);
        (await other.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.Accepted);
        (await other.FlushAsync(Some.Token)).ShouldBeEmpty();
        _taken.ShouldBe([Zoe, Grey]);
    }
}
