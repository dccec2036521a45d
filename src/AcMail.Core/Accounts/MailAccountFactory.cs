using AcMail.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AcMail;

static class MailAccountFactory
{
    /// <exception cref="OptionsValidationException">The account's settings are invalid.</exception>
    public static IMailAccount Create(IServiceProvider services, string name)
    {
        var options = services.GetRequiredService<IOptionsMonitor<MailAccountOptions>>().Get(name);
        var stores = services.GetService<IMailStoreProvider>() ?? throw new InvalidOperationException(
            $"The mail account '{name}' has no store: call UseSqlite (package AcMail.Sqlite) after AddAcMail, or register an IMailStoreProvider.");
        return new MailAccount(
            MailAccountSettings.From(name, options), stores, services.GetRequiredService<ServerConnector>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>());
    }
}
