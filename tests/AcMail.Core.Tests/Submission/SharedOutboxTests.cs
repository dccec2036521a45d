using AcMail.Storage;
using AcMail.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace AcMail.Tests;

/// <summary>Two processes see to the outbox of one account.</summary>
public sealed class SharedOutboxTests
{
    readonly InMemoryMailStoreProvider _stores = new();
    readonly List<byte[]> _received = [];

    [Theory]
    [InlineData(true, "535 5.7.8 not now")]
    [InlineData(false, "535 5.7.8 not now")]
    [InlineData(true, "454 4.7.0 too many connections")]
    public async Task What_another_did_while_one_was_refused_at_the_login_stands(bool sends, string answer)
    {
        await using var mine = await _stores.OpenAsync("pro", Some.Token);
        await using var theirs = await _stores.OpenAsync("pro", Some.Token);
        var (connected, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var refusing = new ScriptedServer(async c =>
        {
            connected.TrySetResult();
            await mayAnswer.Task;
            await Scripts.Smtp(l => l.StartsWith("AUTH", StringComparison.Ordinal) ? answer : null)(c);
        });
        await using var smtp = Smtp();
        await using var refused = Sender(refusing, mine);
        await using var other = Sender(smtp, theirs);

        var sending = refused.SendAsync(Message(), Some.Token);
        await connected.Task;
        if (sends) (await other.FlushAsync(Some.Token)).ShouldHaveSingleItem().Outcome.ShouldBe(SendOutcome.Accepted);
        else await other.DiscardAsync(1, Some.Token);
        mayAnswer.SetResult();
        (await sending).Outcome.ShouldBe(SendOutcome.Deferred);

        await other.FlushAsync(Some.Token);
        _received.Count.ShouldBe(sends ? 1 : 0);
        (await other.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_taken_out_of_the_outbox_while_its_copy_was_being_filed_stays_out()
    {
        await using var store = await _stores.OpenAsync("pro", Some.Token);
        await using var smtp = Smtp();
        var filer = new FailingFiler();
        await using var one = Sender(smtp, store, filer);
        await using var other = Sender(smtp, store, new FailingFiler());
        (await one.SendAsync(Message(), Some.Token)).SentCopy.ShouldBe(SentCopyOutcome.Failed);
        filer.Meanwhile = () => other.DiscardAsync(1, Some.Token);
        await one.FlushAsync(Some.Token);
        (await one.GetOutboxAsync(Some.Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Of_two_that_take_up_what_a_dead_one_left_one_does(bool isSameProcess, bool discards)
    {
        await using (var dead = await _stores.OpenAsync("pro", Some.Token))
        {
            var bytes = "From: david.martin@ac-lyon.fr\r\nTo: zoe@ac-lyon.fr\r\nSubject: x\r\nMessage-ID: <x@x>\r\n\r\nBonjour\r\n"u8.ToArray();
            var key = await dead.Content.AppendAsync(bytes, new("", 0, 0, default, DateTimeOffset.UtcNow, ""), Some.Token);
            await dead.Outbox.EnqueueAsync(
                new(key, "x@x", "david.martin@ac-lyon.fr", ["zoe@ac-lyon.fr"], "x", DateTimeOffset.UtcNow) { State = OutboxState.Sending }, Some.Token);
        }

        await using var mine = await _stores.OpenAsync("pro", Some.Token);
        await using var theirs = await _stores.OpenAsync("pro", Some.Token);
        var slow = new SlowOutbox(theirs);
        var (delivered, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var smtp = Smtp(() =>
        {
            delivered.TrySetResult();
            return mayAnswer.Task;
        });
        await using var late = Sender(smtp, slow);
        await using var quick = isSameProcess ? null : Sender(smtp, mine);

        // Both have looked before one of them takes it.
        var second = discards ? (Task)late.DiscardAsync(1, Some.Token) : late.RetryAsync(1, Some.Token);
        await slow.HasRead;
        var first = (quick ?? late).RetryAsync(1, Some.Token);
        if (!isSameProcess) await delivered.Task;
        slow.GoOn();
        mayAnswer.SetResult();
        var outcomes = new[] { await Record.ExceptionAsync(() => first), await Record.ExceptionAsync(() => second) };

        outcomes.OfType<MailException>().Select(e => e.Failure.Kind).ShouldAllBe(k => k == MailErrorKind.Busy || k == MailErrorKind.MessageNotFound);
        outcomes.Count(o => o is null).ShouldBeGreaterThan(0);
        _received.Count.ShouldBe(isSameProcess && discards ? 0 : 1);
        if (!isSameProcess) outcomes[1].ShouldNotBeNull();
    }

    static MailSender Sender(ScriptedServer smtp, IMailStore store, ISentCopyFiler? filer = null) => new(
        Some.Account(outgoing: smtp.Endpoint(ServerProtocol.Smtp), saveSentCopy: filer is not null), _ => new(store), Some.Connector(),
        TimeProvider.System, NullLogger.Instance, filer ?? new FailingFiler());

    static MimeMessage Message() => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = "Bonjour" });

    ScriptedServer Smtp(Func<Task>? beforeAnswer = null) => new(Scripts.Smtp(
        line =>
        {
            if (line == "." && beforeAnswer is not null) beforeAnswer().Wait(TimeSpan.FromSeconds(20));
            return null;
        },
        received: bytes =>
        {
            lock (_received) _received.Add(bytes);
        }));

    sealed class FailingFiler : ISentCopyFiler
    {
        public Func<Task>? Meanwhile { get; set; }

        public async Task FileAsync(OutgoingMessage message, IMailStore store, bool wasTried, CancellationToken cancellationToken)
        {
            if (Meanwhile is not null) await Meanwhile();
            throw new MailException(FailureTexts.Create(MailErrorKind.ConnectionLost, null));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Its first reader is told what there was only when it may go on.</summary>
    sealed class SlowOutbox(IMailStore store) : IMailStore, IOutboxStore
    {
        readonly TaskCompletionSource _hasRead = new(), _mayGoOn = new();

        public Task HasRead => _hasRead.Task;

        public IContentStore Content => store.Content;

        public IReplicaReader Reader => store.Reader;

        public IMaildropReader Maildrop => store.Maildrop;

        public ISyncReader Sync => store.Sync;

        public IOutboxStore Outbox => this;

        public void GoOn() => _mayGoOn.SetResult();

        public ValueTask<IReadOnlyList<long>> CommitAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default) =>
            store.CommitAsync(changes, cancellationToken);

        public ValueTask<IAsyncDisposable?> TryAcquireLeaseAsync(CancellationToken cancellationToken = default) => store.TryAcquireLeaseAsync(cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public ValueTask<long> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken = default) =>
            store.Outbox.EnqueueAsync(message, cancellationToken);

        public ValueTask<long?> TryEnqueueOnceAsync(OutboxMessage message, CancellationToken cancellationToken = default) =>
            store.Outbox.TryEnqueueOnceAsync(message, cancellationToken);

        public ValueTask<bool> TryAdvanceAsync(long id, OutboxState from, OutboxState to, CancellationToken cancellationToken = default) =>
            store.Outbox.TryAdvanceAsync(id, from, to, cancellationToken);

        public async ValueTask<IReadOnlyList<OutboxEntry>> GetOpenAsync(CancellationToken cancellationToken = default)
        {
            var open = await store.Outbox.GetOpenAsync(cancellationToken);
            if (_hasRead.TrySetResult()) await _mayGoOn.Task;
            return open;
        }

        public ValueTask<OutboxEntry?> FindAsync(string messageId, CancellationToken cancellationToken = default) =>
            store.Outbox.FindAsync(messageId, cancellationToken);

        public ValueTask<ContentKey?> FindContentAsync(long id, CancellationToken cancellationToken = default) =>
            store.Outbox.FindContentAsync(id, cancellationToken);
    }
}
