using System.Diagnostics.CodeAnalysis;

namespace AcMail;

/// <summary>Chance, so that many accounts do not do the same at the same moment.</summary>
static class Jitter
{
    /// <summary>From 0 to 1.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "It spreads the load; nothing depends on its being hard to guess.")]
    public static double Next() => Random.Shared.NextDouble();
}
