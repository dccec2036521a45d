using AcMail;
using AcMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers mail accounts.</summary>
public static class AcMailServiceCollectionExtensions
{
    /// <summary>Registers what mail accounts need. Calling it again changes nothing.</summary>
    /// <remarks>A store has to be registered too: see <c>UseSqlite</c> in the package AcMail.Sqlite.</remarks>
    public static IAcMailBuilder AddAcMail(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new AccountRegistry());
        services.TryAddSingleton(p => new ServerConnector(
            p.GetServices<ICredentialProvider>(), p.GetRequiredService<ILoggerFactory>().CreateLogger<ServerConnector>(), p.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IMailAccountProvider>(p => new MailAccountProvider(p.GetRequiredService<AccountRegistry>(), p));
        services.TryAddSingleton<IMailMigrator, MailMigrator>();
        services.TryAddSingleton<ISettingsValidator, SettingsValidator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailAccountOptions>, MailAccountOptionsValidator>());
        return new AcMailBuilder(services);
    }

    /// <summary>
    /// Registers every account of <c>Accounts</c> in <paramref name="section"/>, under its key. <c>Directory</c> is where replicas are kept, unless code says
    /// otherwise (<see cref="StoreDirectory"/>).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="section">Usually <c>AcMail</c>. A key that is not known is an error, told when the account concerned is used or the host starts.</param>
    /// <param name="baseDirectory">
    /// Where relative paths start, usually the configuration file's directory; by default they start at the current directory.
    /// </param>
    /// <exception cref="MailException">The section itself, not one account, is wrong (<see cref="MailErrorKind.InvalidSettings"/>).</exception>
    /// <exception cref="InvalidOperationException">An account of that name, case apart, is registered already.</exception>
    public static IAcMailBuilder AddAcMail(this IServiceCollection services, IConfigurationSection section, string? baseDirectory = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        var builder = services.AddAcMail();
        var (directory, accounts) = AccountsSection.Read(section);
        if (directory.Length > 0) services.AddSingleton(new StoreDirectory(ConfiguredPath.Rooted(directory, baseDirectory)));
        foreach (var account in accounts)
        {
            var reader = new AccountReader(account, baseDirectory);
            services.AddAccount(account.Key, reader.ReadInto);
            services.AddSingleton<IValidateOptions<MailAccountOptions>>(new AccountReaderValidator(account.Key, reader));
        }

        return builder;
    }
}
