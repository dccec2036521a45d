namespace AcMail.Tests;

/// <summary>Tests that measure memory, which are alone in the process while they do.</summary>
[CollectionDefinition(nameof(Memory), DisableParallelization = true)]
public sealed class Memory
{
    /// <summary>The most bytes that were alive, beyond those at the beginning, whenever <paramref name="work"/> calls its argument.</summary>
    public static long MostAlive(Action<Action> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        work(() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before));
        return most;
    }
}
