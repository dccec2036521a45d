namespace AcMail.Testing;

/// <summary>Numbers that are the same for the same seed on every platform and version (SplitMix64).</summary>
sealed class SeededRandom(ulong seed)
{
    ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 up to, and without, <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    public T Of<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    public bool Chance(int percent) => Below(100) < percent;
}
