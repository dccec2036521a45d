namespace AcMail.Testing;

/// <summary>The submission side of a <see cref="ServerProfile"/>.</summary>
public sealed record SmtpProfile
{
    /// <summary>What follows <c>220</c> and the host's name in the greeting.</summary>
    public string Greeting { get; init; } = "ESMTP ready.";
}
