using AcMail.Storage;

namespace AcMail.Testing;

/// <summary>Steps, the last of which failed, and what was found.</summary>
sealed record SequenceFailure(IReadOnlyList<StoreStep> Steps, string Found)
{
    /// <summary>The sequences that are a little shorter, those that lack most first.</summary>
    public static IEnumerable<IReadOnlyList<StoreStep>> Shorter(IReadOnlyList<StoreStep> steps)
    {
        for (var size = steps.Count / 2; size > 0; size /= 2)
            for (var at = 0; at + size <= steps.Count; at += size)
                yield return Without(steps, at, size);
        for (var step = 0; step < steps.Count; step++)
            for (var change = 0; change < steps[step].Brought.Count; change++)
                yield return [.. steps.Take(step), steps[step].Bringing(Without(steps[step].Brought, change, 1)), .. steps.Skip(step + 1)];
    }

    static List<T> Without<T>(IReadOnlyList<T> list, int at, int size) => [.. list.Take(at), .. list.Skip(at + size)];
}
