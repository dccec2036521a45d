namespace AcMail;

/// <summary>What a watch does next.</summary>
abstract record WatchStep
{
    /// <summary>Synchronise.</summary>
    /// <param name="Scope">What.</param>
    /// <param name="WithFreshCredential">Whether on another connection, for which a fresh credential is asked for.</param>
    public sealed record Pass(PassScope Scope, bool WithFreshCredential) : WatchStep;

    /// <summary>Idle on the inbox, no longer than until <paramref name="Until"/>.</summary>
    public sealed record Idle(DateTimeOffset Until) : WatchStep;

    /// <summary>Leave the server alone.</summary>
    /// <param name="Until">Until then, or until something was done here.</param>
    /// <param name="ForCredential">Whether what is waited for is another credential.</param>
    public sealed record Wait(DateTimeOffset Until, bool ForCredential) : WatchStep;
}
