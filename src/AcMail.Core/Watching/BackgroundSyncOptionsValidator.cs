using AcMail.Storage;
using Microsoft.Extensions.Options;

namespace AcMail;

/// <summary>Tells a mistyped account when the host starts, rather than never synchronising it.</summary>
sealed class BackgroundSyncOptionsValidator(AccountRegistry registry, IStoreMaintenance? maintenance = null) : IValidateOptions<BackgroundSyncOptions>
{
    public ValidateOptionsResult Validate(string? name, BackgroundSyncOptions options)
    {
        var failures = new List<string>();
        if (options.AccountsAtOnce < 1) failures.Add("BackgroundSync.AccountsAtOnce must be 1 or more.");
        if (options.FlushOutboxEvery is { } flush && (flush < TimeSpan.FromMinutes(1) || flush > TimeSpan.FromDays(1)))
            failures.Add("BackgroundSync.FlushOutboxEvery must be from 1 minute to 1 day.");
        if (options.CompactEvery is { } compact && (compact < TimeSpan.FromHours(1) || compact > TimeSpan.FromDays(30)))
            failures.Add("BackgroundSync.CompactEvery must be from 1 hour to 30 days.");
        if (options.CompactEvery is not null && maintenance is null) failures.Add("BackgroundSync.CompactEvery is set, and the store cannot be compacted.");
        failures.AddRange((options.Accounts ?? []).Where(a => !registry.Has(a)).Select(a => $"BackgroundSync.Accounts: {registry.Unknown(a)}"));
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
