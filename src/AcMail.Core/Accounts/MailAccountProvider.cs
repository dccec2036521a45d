using Microsoft.Extensions.DependencyInjection;

namespace AcMail;

sealed class MailAccountProvider(AccountRegistry registry, IServiceProvider services) : IMailAccountProvider
{
    public IReadOnlyList<string> Names => registry.Names;

    public IMailAccount this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return registry.Has(name)
                ? services.GetRequiredKeyedService<IMailAccount>(name)
                : throw new MailException(registry.Unknown(name));
        }
    }
}
