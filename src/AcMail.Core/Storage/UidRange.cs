namespace AcMail.Storage;

/// <summary>A run of UIDs, both ends included.</summary>
/// <param name="First">The lowest UID.</param>
/// <param name="Last">The highest UID.</param>
public readonly record struct UidRange(uint First, uint Last)
{
    /// <summary>How many UIDs it spans.</summary>
    public long Count => (long)Last - First + 1;
}
