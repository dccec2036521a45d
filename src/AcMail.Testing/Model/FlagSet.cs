using System.Collections;

namespace AcMail.Testing;

/// <summary>A set of flags or labels; flags compare without regard to case (RFC 9051 §2.3.2), and keep the first spelling.</summary>
public sealed class FlagSet : IReadOnlyCollection<string>, IEquatable<FlagSet>
{
    readonly string[] _names;

    FlagSet(string[] names) => _names = names;

    /// <summary>No flag.</summary>
    public static FlagSet None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <summary>The set of <paramref name="names"/>.</summary>
    public static FlagSet Of(params IEnumerable<string> names)
    {
        var sorted = names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToArray();
        return sorted.Length == 0 ? None : new(sorted);
    }

    /// <summary>Whether <paramref name="name"/> is in the set.</summary>
    public bool Contains(string name) => Array.BinarySearch(_names, name, StringComparer.OrdinalIgnoreCase) >= 0;

    /// <summary>This set with <paramref name="names"/>.</summary>
    public FlagSet With(params IEnumerable<string> names) => Of(_names.Concat(names));

    /// <summary>This set without <paramref name="names"/>.</summary>
    public FlagSet Without(params IEnumerable<string> names) => Of(_names.Except(names, StringComparer.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public bool Equals(FlagSet? other) => other is not null && _names.SequenceEqual(other._names, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FlagSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _names.Aggregate(0, (hash, n) => HashCode.Combine(hash, StringComparer.OrdinalIgnoreCase.GetHashCode(n)));

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _names.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The flags, separated by spaces.</summary>
    public override string ToString() => string.Join(' ', _names);
}
