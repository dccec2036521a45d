namespace AcMail.Testing;

/// <summary>The program was killed, as far as the in-memory store is concerned. What throws this would not have gone on.</summary>
public sealed class StoreCrashException : Exception
{
    internal StoreCrashException()
        : base("The store was killed, as the test asked for. Open the account again with the same provider to go on as after a restart.")
    {
    }
}
