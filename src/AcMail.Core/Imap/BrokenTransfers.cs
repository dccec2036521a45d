namespace AcMail;

/// <summary>What was being moved, copied or sent when connections of one pass broke.</summary>
sealed class BrokenTransfers
{
    /// <summary>The first time may have been chance.</summary>
    const int MostBreaks = 2;

    readonly Dictionary<long, int> _breaks = [];

    public bool IsAny => _breaks.Count > 0;

    /// <summary>How many are left to the next pass.</summary>
    public int GivenUp => _breaks.Values.Count(n => n >= MostBreaks);

    public bool IsGivenUp(long transfer) => _breaks.GetValueOrDefault(transfer) >= MostBreaks;

    /// <summary>The connection broke over them.</summary>
    public void Add(IEnumerable<long> transfers)
    {
        foreach (var transfer in transfers) _breaks[transfer] = _breaks.GetValueOrDefault(transfer) + 1;
    }
}
