namespace AcMail;

/// <summary>Proves settings: the rules first, then both servers, as the <i>Re-test</i> button of a setup dialog does.</summary>
public interface ISettingsValidator
{
    /// <summary>Checks <paramref name="options"/>. Never throws for wrong settings or unreachable servers.</summary>
    /// <param name="account">A name for messages, and what <see cref="ICredentialProvider"/> is asked for.</param>
    /// <param name="options">The settings; they need not be registered.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <remarks>Each credential is tried once a server, so that a wrong password never locks an account out. Nothing is sent or changed.</remarks>
    Task<ValidationReport> ValidateAsync(string account, MailAccountOptions options, CancellationToken cancellationToken = default);
}
