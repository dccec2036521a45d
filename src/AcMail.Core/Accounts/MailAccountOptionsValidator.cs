using Microsoft.Extensions.Options;

namespace AcMail;

/// <summary>Reports what <see cref="SettingsRules"/> finds; the generated attribute checks only stand behind it, lest a fault be told twice.</summary>
sealed class MailAccountOptionsValidator : IValidateOptions<MailAccountOptions>
{
    readonly MailAccountAttributesValidator _attributes = new();

    public ValidateOptionsResult Validate(string? name, MailAccountOptions options)
    {
        var failures = SettingsRules.Check(name ?? Options.DefaultName, options);
        return failures.Count > 0
            ? ValidateOptionsResult.Fail(failures.Select(f => f.ToString()))
            : _attributes.Validate(name, options);
    }
}

[OptionsValidator]
sealed partial class MailAccountAttributesValidator : IValidateOptions<MailAccountOptions>;
