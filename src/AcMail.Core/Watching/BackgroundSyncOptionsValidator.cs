using Microsoft.Extensions.Options;

namespace AcMail;

/// <summary>Tells a mistyped account when the host starts, rather than never synchronising it.</summary>
sealed class BackgroundSyncOptionsValidator(AccountRegistry registry) : IValidateOptions<BackgroundSyncOptions>
{
    public ValidateOptionsResult Validate(string? name, BackgroundSyncOptions options)
    {
        var failures = new List<string>();
        if (options.AccountsAtOnce < 1) failures.Add("BackgroundSync.AccountsAtOnce must be 1 or more.");
        failures.AddRange((options.Accounts ?? []).Where(a => !registry.Has(a)).Select(a => $"BackgroundSync.Accounts: {registry.Unknown(a)}"));
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
