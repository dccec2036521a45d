namespace AcMail.Testing;

/// <summary>What reading a line came to.</summary>
/// <param name="Status">Whether there is one.</param>
/// <param name="Octets">The line without its end; of one that is too long, the beginning.</param>
readonly record struct WireLine(WireLineStatus Status, ReadOnlyMemory<byte> Octets)
{
    public static WireLine Closed => new(WireLineStatus.Closed, default);

    public static WireLine TooLong(ReadOnlyMemory<byte> beginning) => new(WireLineStatus.TooLong, beginning);

    /// <summary>The line that <paramref name="octets"/> are with its end.</summary>
    public static WireLine Of(ReadOnlyMemory<byte> octets) => new(
        WireLineStatus.Complete, octets.Span is [.., (byte)'\r', _] ? octets[..^2] : octets[..^1]);
}

/// <summary>Whether a line was read.</summary>
enum WireLineStatus
{
    Complete,
    TooLong,
    Closed,
}
