using AcMail;

namespace Microsoft.Extensions.DependencyInjection;

static class AccountRegistration
{
    public static void AddAccount(this IServiceCollection services, string name, Action<MailAccountOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        services.AddAcMail();
        Registry(services).Add(name);
        services.AddClosedOptions<MailAccountOptions>(name).Configure(configure).ValidateOnStart();
        services.AddKeyedSingleton<IMailAccount>(name, (provider, _) => MailAccountFactory.Create(provider, name));
    }

    static AccountRegistry Registry(IServiceCollection services) =>
        (AccountRegistry)services.Last(s => s.ServiceType == typeof(AccountRegistry)).ImplementationInstance!;
}
