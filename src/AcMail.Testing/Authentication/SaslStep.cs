namespace AcMail.Testing;

/// <summary>What a response of the client in a SASL exchange leads to.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="Challenge">What the client must answer next.</param>
/// <param name="User">Who has proved to be it.</param>
readonly record struct SaslStep(SaslStatus Status, ReadOnlyMemory<byte> Challenge = default, ServerUser? User = null)
{
    public static SaslStep Failed => new(SaslStatus.Failed);

    public static SaslStep Continue(ReadOnlyMemory<byte> challenge) => new(SaslStatus.Continues, challenge);

    public static SaslStep Succeed(ServerUser user) => new(SaslStatus.Succeeded, default, user);
}
