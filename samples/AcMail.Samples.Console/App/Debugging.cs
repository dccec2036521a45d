namespace AcMail.Cli;

/// <summary>With ACMAIL_DEBUG=1 the details of an error follow its message.</summary>
static class Debugging
{
    public static bool IsOn => Environment.GetEnvironmentVariable("ACMAIL_DEBUG") is { Length: > 0 } and not "0";
}
