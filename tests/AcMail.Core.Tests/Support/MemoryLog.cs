using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AcMail.Core.Tests.Support;

/// <summary>Everything that is logged, exceptions included, each with the name of its event.</summary>
sealed class MemoryLog : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{eventId.Name}: {formatter(state, exception)} {exception}");

    /// <summary>Waits for the first line of an event.</summary>
    public async Task<string> FirstAsync(string name)
    {
        for (var i = 0; ; i++)
        {
            if (_lines.FirstOrDefault(l => l.StartsWith($"{name}:", StringComparison.Ordinal)) is { } line) return line;
            i.ShouldBeLessThan(3000, name);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
    }
}
