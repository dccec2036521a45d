using Microsoft.Extensions.Options;

namespace AcMail;

/// <summary>Tells what could not be read of one account's configuration, as part of that account's validation.</summary>
sealed class AccountReaderValidator(string account, AccountReader reader) : IValidateOptions<MailAccountOptions>
{
    public ValidateOptionsResult Validate(string? name, MailAccountOptions options)
    {
        if (name != account) return ValidateOptionsResult.Skip;
        var failures = reader.Check();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Select(f => f.ToString()));
    }
}
