using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>One step of a random sequence.</summary>
abstract record StoreStep
{
    /// <summary>A commit.</summary>
    public sealed record Commit(IReadOnlyList<StoreChange> Changes) : StoreStep;

    /// <summary>A commit that fails at its end, for it names content that nobody appended.</summary>
    public sealed record Refused(IReadOnlyList<StoreChange> Changes) : StoreStep;

    /// <summary>A commit that was cancelled before it began.</summary>
    public sealed record Cancelled(IReadOnlyList<StoreChange> Changes) : StoreStep;

    /// <summary>A message goes to the outbox.</summary>
    public sealed record Enqueue(int Content) : StoreStep;

    /// <summary>Content is appended, and nothing is committed.</summary>
    public sealed record Append(int Content) : StoreStep;

    public sealed record Reopen : StoreStep;

    public sealed record Crash : StoreStep;

    public sealed record Compact : StoreStep;

    /// <summary>The changes that it brings along, if any.</summary>
    public IReadOnlyList<StoreChange> Brought => this switch
    {
        Commit s => s.Changes,
        Refused s => s.Changes,
        Cancelled s => s.Changes,
        _ => [],
    };

    /// <summary>The same with other changes.</summary>
    public StoreStep Bringing(IReadOnlyList<StoreChange> changes) => this switch
    {
        Commit => new Commit(changes),
        Refused => new Refused(changes),
        Cancelled => new Cancelled(changes),
        _ => this,
    };

    public sealed override string ToString() => this switch
    {
        Enqueue s => $"Enqueue content {s.Content}",
        Append s => $"Append content {s.Content}",
        _ => string.Join("\n      ", Brought.Select(SequenceContent.Describe).Prepend(GetType().Name)),
    };
}
