namespace AcMail.Testing;

/// <summary>A store does not do what <c>AcMail.Storage</c> asks of it. Its message says which, what was expected and what was found.</summary>
public sealed class ConformanceException : Exception
{
    internal ConformanceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
