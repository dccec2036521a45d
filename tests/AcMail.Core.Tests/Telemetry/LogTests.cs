using System.Collections.Concurrent;
using AcMail.Core.Tests.Imap.Sessions;
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
        using var log = new Memory();
        await using var world = new ImapFixture(
            profile: p => p with { Imap = p.Imap.Answering(new ScriptedReply(command, reply, Repetition.Once, HangsUp: logged == "BeginsAgain")) },
            register: b => b.Services.AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        world.Deliver(2);
        await world.SyncAsync();
        log.Lines.ShouldContain(l => l.StartsWith(logged, StringComparison.Ordinal));
        log.Lines.ShouldAllBe(l => !l.Contains("martin", StringComparison.Ordinal));
    }

    /// <summary>Everything that is logged, exceptions included.</summary>
    sealed class Memory : ILoggerProvider, ILogger
    {
        readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{eventId.Name}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
