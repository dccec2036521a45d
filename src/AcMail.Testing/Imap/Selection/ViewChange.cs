namespace AcMail.Testing;

/// <summary>What has become different in the view of a selected mailbox.</summary>
/// <param name="Expunged">The messages that are gone, ascending, each with the number it had when those before it were gone already.</param>
/// <param name="Changed">The messages whose flags are other ones than the client was told.</param>
/// <param name="HasArrivals">Whether there are more messages at the end.</param>
/// <param name="HasKeywords">Whether keywords have come into use.</param>
sealed record ViewChange(
    IReadOnlyList<(uint Number, uint Uid)> Expunged, IReadOnlyList<ServerMessage> Changed, bool HasArrivals, bool HasKeywords)
{
    public static ViewChange None { get; } = new([], [], false, false);
}
