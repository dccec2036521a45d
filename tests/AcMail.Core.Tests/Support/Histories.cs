using System.Globalization;

namespace AcMail.Core.Tests.Support;

/// <summary>How many random histories are lived through for each server.</summary>
static class Histories
{
    /// <summary>What <c>ACMAIL_HISTORIES</c> asks for; <see langword="null"/> where it asks for nothing.</summary>
    public static int? Asked { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("ACMAIL_HISTORIES"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
}
