using AcMail.Core.Tests.Imap.Sessions;
using AcMail.Core.Tests.Support;
using AcMail.Storage;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AcMail.Tests;

public sealed class LogTests
{
    [Theory]
    [InlineData("EXAMINE", "NO the mailbox of david.martin@ac-lyon.fr is locked", "MailboxFailed")]
    [InlineData("EXAMINE", "* BYE david.martin@ac-lyon.fr logged out elsewhere", "BeginsAgain")]
    public async Task What_a_server_says_about_a_person_is_not_logged(string command, string reply, string logged)
    {
        using var log = new MemoryLog();
        await using var world = new ImapFixture(
            profile: p => p with { Imap = p.Imap.Answering(new ScriptedReply(command, reply, Repetition.Once, HangsUp: logged == "BeginsAgain")) },
            register: b => b.Services.AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        world.Deliver(2);
        await world.SyncAsync();
        log.Lines.ShouldContain(l => l.StartsWith(logged, StringComparison.Ordinal));
        log.Lines.ShouldAllBe(l => !l.Contains("martin", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LogLevel.Debug, 1)]
    [InlineData(LogLevel.Information, 0)]
    public async Task That_another_process_has_the_account_is_worth_a_word_to_those_only_who_debug(LogLevel level, int words)
    {
        using var log = new MemoryLog();
        await using var world = new ImapFixture(register: b => b.Services.AddLogging(l => l.AddProvider(log).SetMinimumLevel(level)));
        await using var other = world.BuildAnother();
        await using var store = await other.GetRequiredService<IMailStoreProvider>().OpenAsync("pro", Some.Token);
        await using var lease = await store.TryAcquireLeaseAsync(Some.Token);

        (await world.SyncAsync()).Outcome.ShouldBe(SyncOutcome.Busy);

        log.Lines.Count(l => l.StartsWith("SyncBusy", StringComparison.Ordinal)).ShouldBe(words);
        log.Lines.ShouldNotContain(l => l.StartsWith("SyncFailed", StringComparison.Ordinal));
    }
}
