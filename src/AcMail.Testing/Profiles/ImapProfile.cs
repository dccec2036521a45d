using System.Collections.Immutable;

namespace AcMail.Testing;

/// <summary>The IMAP side of a <see cref="ServerProfile"/>.</summary>
public sealed record ImapProfile
{
    /// <summary>What follows <c>* OK</c> and the capabilities in the greeting.</summary>
    public string Greeting { get; init; } = "ready.";

    /// <summary>The extensions that are offered, and without which a command of theirs is unknown.</summary>
    public ImmutableSortedSet<string> Extensions { get; init; } = ImmutableSortedSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "ACL", "APPENDLIMIT");

    /// <summary>The hierarchy delimiter.</summary>
    public char Delimiter { get; init; } = '/';
}
