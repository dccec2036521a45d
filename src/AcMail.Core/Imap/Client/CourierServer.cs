namespace AcMail;

/// <summary>Courier, which tells what it is in its greeting alone.</summary>
static class CourierServer
{
    /// <summary>Whether it is what greeted so.</summary>
    public static bool Greets(string greeting) => greeting.Contains("Courier-IMAP", StringComparison.OrdinalIgnoreCase);
}
