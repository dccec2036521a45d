namespace AcMail;

/// <summary>What connections of one pass broke over. Once may be chance; what they broke over twice is left to the next pass.</summary>
sealed class Breaks<T>
    where T : notnull
{
    const int Most = 2;

    readonly Dictionary<T, int> _counts = [];

    public bool IsAny => _counts.Count > 0;

    /// <summary>How much is left to the next pass.</summary>
    public int GivenUp => _counts.Values.Count(n => n >= Most);

    public bool IsGivenUp(T item) => _counts.GetValueOrDefault(item) >= Most;

    public bool Contains(T item) => _counts.ContainsKey(item);

    public void Add(T item) => _counts[item] = _counts.GetValueOrDefault(item) + 1;
}
