using System.Globalization;
using System.Runtime;

namespace AcMail.Benchmarks.Watching;

/// <summary>What this process occupies.</summary>
readonly record struct Memory(long Managed, long Resident)
{
    /// <summary>After a full collection that gives back what it can.</summary>
    public static Memory Measure()
    {
        for (var i = 0; i < 3; i++)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new(GC.GetTotalMemory(true), ResidentNow());
    }

    public static long ResidentNow() => File.ReadLines("/proc/self/status")
        .Where(l => l.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(l => long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024).Single();

    public static int Files() => Directory.GetFiles("/proc/self/fd").Length;
}
