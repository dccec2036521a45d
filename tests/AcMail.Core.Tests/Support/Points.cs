namespace AcMail.Core.Tests.Support;

/// <summary>
/// Which of the points are tried at which something can be interrupted: all where <c>ACMAIL_ALL_POINTS</c> is set, which takes half an hour; else one in so
/// many.
/// </summary>
static class Points
{
    static readonly bool All = Environment.GetEnvironmentVariable("ACMAIL_ALL_POINTS") is not null;

    /// <param name="every">How far they are apart.</param>
    /// <param name="points">All of them; one at least is tried.</param>
    /// <param name="first">Which comes first: another one where the same is done in another way, so that together they come to more.</param>
    public static IReadOnlyList<T> OneIn<T>(int every, IEnumerable<T> points, int first)
    {
        var all = points.ToList();
        return All ? all : [.. all.Skip(first % Math.Clamp(all.Count, 1, every)).Where((_, i) => i % every == 0)];
    }

    /// <summary>The same where nobody knows how many there are: their numbers, from 1 on.</summary>
    public static IEnumerable<int> OneIn(int every, int first) => All
        ? Enumerable.Range(1, int.MaxValue)
        : Enumerable.InfiniteSequence(1 + (first % every), every);
}
