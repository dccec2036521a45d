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

    /// <summary>What may be asked for: without what is given up, and what may break the connection again comes last.</summary>
    public IEnumerable<TAsked> Order<TAsked>(IEnumerable<TAsked> items, Func<TAsked, T> by) =>
        items.Where(i => !IsGivenUp(by(i))).OrderBy(i => Contains(by(i)));

    public void Add(T item) => _counts[item] = _counts.GetValueOrDefault(item) + 1;
}
