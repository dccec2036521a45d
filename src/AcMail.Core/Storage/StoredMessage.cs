namespace AcMail.Storage;

/// <summary>A message and the key of its content.</summary>
/// <param name="Info">The message.</param>
/// <param name="Content">What names its bytes.</param>
public sealed record StoredMessage(MessageInfo Info, ContentKey Content)
{
    /// <summary>What <see cref="Content"/> is the header of; <see langword="null"/> for a whole message.</summary>
    public PartialMessage? HeaderOf { get; init; }
}
