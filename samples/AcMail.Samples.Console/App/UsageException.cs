namespace AcMail.Cli;

/// <summary>The command line asks for something that cannot be asked for.</summary>
sealed class UsageException(string message) : Exception(message);
