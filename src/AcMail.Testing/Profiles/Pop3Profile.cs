namespace AcMail.Testing;

/// <summary>The POP3 side of a <see cref="ServerProfile"/>.</summary>
public sealed record Pop3Profile
{
    /// <summary>What follows <c>+OK</c> in the greeting.</summary>
    public string Greeting { get; init; } = "ready.";
}
