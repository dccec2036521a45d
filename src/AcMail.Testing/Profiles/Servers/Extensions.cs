using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>Capability lines as servers print them.</summary>
static class Extensions
{
    /// <summary>The names in <paramref name="line"/>, separated by spaces.</summary>
    public static ImmutableSortedSet<string> Of(string line) =>
        ImmutableSortedSet.Create(StringComparer.OrdinalIgnoreCase, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
