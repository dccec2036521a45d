using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace AcMail.Tests;

/// <summary>Senders that are disposed of while a server does not answer.</summary>
public sealed class SenderDisposalTests : IAsyncDisposable
{
    readonly MemoryStore _store = new();
    readonly FakeTimeProvider _time = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_answer_to_a_message_is_waited_for_ten_seconds_and_then_its_fate_is_unknown()
    {
        var given = new TaskCompletionSource();
        await using var smtp = new ScriptedServer(Scripts.Smtp(l => l == "." ? Scripts.Silence : null, received: _ => given.TrySetResult()));
        var sender = Sender(smtp);
        var sending = sender.SendAsync(Message(), Some.Token);
        await given.Task.WaitAsync(Some.Token);
        var waiting = sender.SendAsync(Message(), Some.Token);

        var ending = sender.DisposeAsync().AsTask();

        await Should.ThrowAsync<ObjectDisposedException>(waiting);
        (await SecondsAsync(ending)).ShouldBeGreaterThanOrEqualTo(10);
        (await sending).Outcome.ShouldBe(SendOutcome.Unknown);
        _store.Entries.Select(e => e.State).ShouldBe([OutboxState.Unknown, OutboxState.Rejected]);
        smtp.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_comes_by_then_counts()
    {
        var (given, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var smtp = new ScriptedServer(Scripts.Smtp(received: _ =>
        {
            given.TrySetResult();
            answers.Task.Wait(Some.Token);
        }));
        var sender = Sender(smtp);
        var sending = sender.SendAsync(Message(), Some.Token);
        await given.Task.WaitAsync(Some.Token);

        var ending = sender.DisposeAsync().AsTask();
        answers.SetResult();

        await ending.WaitAsync(Some.Token);
        (await sending).Outcome.ShouldBe(SendOutcome.Accepted);
        _store.Entries.ShouldHaveSingleItem().State.ShouldBe(OutboxState.Done);
    }

    [Fact]
    public async Task A_copy_that_is_not_taken_by_then_does_not_make_a_sent_message_look_unsent()
    {
        var asked = new TaskCompletionSource();
        await using var smtp = new ScriptedServer(Scripts.Smtp());
        await using var imap = new ScriptedServer(Scripts.Imap((_, command) =>
        {
            if (!command.StartsWith("LIST", StringComparison.Ordinal)) return null;
            asked.TrySetResult();
            return Scripts.Silence;
        }));
        var sender = Sender(smtp, imap);
        var sending = sender.SendAsync(Message(), Some.Token);
        await asked.Task.WaitAsync(Some.Token);

        (await SecondsAsync(sender.DisposeAsync().AsTask())).ShouldBeGreaterThanOrEqualTo(10);

        var report = await sending;
        (report.Outcome, report.SentCopy).ShouldBe((SendOutcome.Accepted, SentCopyOutcome.Failed));
        _store.Entries.ShouldHaveSingleItem().State.ShouldBe(OutboxState.SentCopyOwed);
    }

    static MimeMessage Message() => new(
        [new MailboxAddress("", "david.martin@ac-lyon.fr")], [new MailboxAddress("", "zoe@ac-lyon.fr")], "Réunion", new TextPart("plain") { Text = "Bonjour" });

    MailSender Sender(ScriptedServer smtp, ScriptedServer? imap = null) => new(
        Some.Account(imap?.Endpoint(ServerProtocol.Imap), smtp.Endpoint(ServerProtocol.Smtp), saveSentCopy: imap is not null),
        _ => new(_store), Some.Connector(), _time, NullLogger.Instance);

    /// <summary>Lets seconds pass until <paramref name="ending"/> has ended, and tells how many.</summary>
    async Task<int> SecondsAsync(Task ending)
    {
        var seconds = 0;
        for (; !ending.IsCompleted; seconds++)
        {
            seconds.ShouldBeLessThan(3000);
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(ending, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Some.Token));
        }

        await ending;
        return seconds;
    }
}
