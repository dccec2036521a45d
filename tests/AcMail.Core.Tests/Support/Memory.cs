namespace AcMail.Tests;

/// <summary>Tests that measure memory, which are alone in the process while they do.</summary>
[CollectionDefinition(nameof(Memory), DisableParallelization = true)]
public sealed class Memory
{
    const int Attempts = 3;

    /// <summary>
    /// Fewer bytes than <paramref name="limit"/>, beyond those at the beginning, are alive whenever <paramref name="work"/> calls its argument. What it holds it
    /// holds each time; what tests before it are still letting go of, or the runner has to tell, is not there again.
    /// </summary>
    public static void ShouldStayBelow(long limit, Action<Action> work)
    {
        var most = limit;
        for (var attempt = 0; attempt < Attempts && most >= limit; attempt++) most = MostAlive(work);
        most.ShouldBeLessThan(limit);
    }

    static long MostAlive(Action<Action> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        work(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before));
        return most;
    }
}
