namespace AcMail.Storage;

/// <summary>That a server is not trusted with something for a while.</summary>
/// <param name="Promise">With what.</param>
/// <param name="Reason">How it broke it, the last time.</param>
/// <param name="Since">When it did so first.</param>
/// <param name="Until">When it is tried again.</param>
/// <param name="Times">How often it did so.</param>
public sealed record Distrust(ServerPromise Promise, DistrustReason Reason, DateTimeOffset Since, DateTimeOffset Until, int Times);
