namespace AcMail;

/// <summary>Finds the registered accounts. An account is built on first use, so a wrongly configured one never hinders the others.</summary>
public interface IMailAccountProvider
{
    /// <summary>The names of all registered accounts, in the order of their registration.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The account registered as <paramref name="name"/>; names are compared exactly.</summary>
    /// <exception cref="MailException">No account has that name (<see cref="MailErrorKind.UnknownAccount"/>).</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The account's settings are invalid.</exception>
    IMailAccount this[string name] { get; }
}
