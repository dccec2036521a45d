using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

static class ClosedOptions
{
    /// <summary>
    /// Registers options with everything that belongs to them. The container would make the same of open generic types: in a native program each takes
    /// about a millisecond, as long as a server takes to answer.
    /// </summary>
    public static OptionsBuilder<TOptions> AddClosedOptions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IServiceCollection services, string? name = null)
        where TOptions : class
    {
        services.TryAddTransient<IOptionsFactory<TOptions>>(p => new OptionsFactory<TOptions>(
            p.GetServices<IConfigureOptions<TOptions>>(), p.GetServices<IPostConfigureOptions<TOptions>>(), p.GetServices<IValidateOptions<TOptions>>()));
        services.TryAddSingleton<IOptions<TOptions>>(p => new OptionsManager<TOptions>(p.GetRequiredService<IOptionsFactory<TOptions>>()));
        services.TryAddSingleton<IOptionsMonitorCache<TOptions>>(new OptionsCache<TOptions>());
        services.TryAddSingleton<IOptionsMonitor<TOptions>>(p => new OptionsMonitor<TOptions>(
            p.GetRequiredService<IOptionsFactory<TOptions>>(), p.GetServices<IOptionsChangeTokenSource<TOptions>>(),
            p.GetRequiredService<IOptionsMonitorCache<TOptions>>()));
        return services.AddOptions<TOptions>(name);
    }
}
