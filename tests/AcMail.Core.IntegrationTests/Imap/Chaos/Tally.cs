using System.Collections.Concurrent;

namespace AcMail.Core.IntegrationTests.Imap.Chaos;

/// <summary>How often what was done.</summary>
sealed class Tally
{
    readonly ConcurrentDictionary<string, int> _counts = new();

    public void Add(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    public override string ToString() => string.Join(", ", _counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));
}
