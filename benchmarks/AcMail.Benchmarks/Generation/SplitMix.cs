namespace AcMail.Benchmarks.Generation;

/// <summary>SplitMix64. Every message has its own, so that messages do not depend on the order or the threads in which they are made.</summary>
struct SplitMix(ulong state)
{
    const ulong Gamma = 0x9E3779B97F4A7C15;

    public static SplitMix ForMessage(int seed, int index) => new(Mix(((ulong)(uint)seed << 32) | (uint)index));

    public ulong Next() => Mix(state += Gamma);

    /// <summary>A number from 0 to <paramref name="exclusiveMaximum"/> - 1.</summary>
    public int Next(int exclusiveMaximum) => (int)(((Next() >> 32) * (ulong)exclusiveMaximum) >> 32);

    /// <summary>A number from 0 to 1, 1 excluded.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(int percent) => Next(100) < percent;

    public T Pick<T>(T[] items) => items[Next(items.Length)];

    /// <summary>A normally distributed number with mean 0 and variance 1.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
