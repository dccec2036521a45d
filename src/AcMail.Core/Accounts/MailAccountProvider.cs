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
            return Names.Contains(name, StringComparer.Ordinal)
                ? services.GetRequiredKeyedService<IMailAccount>(name)
                : throw new MailException(Unknown(name));
        }
    }

    MailFailure Unknown(string name)
    {
        MailText message = new($"There is no account named '{name}'.", $"Il n’y a pas de compte nommé « {name} ».");
        if (Names.Count == 0)
            return new(MailErrorKind.UnknownAccount, message, new("No account is registered.", "Aucun compte n’est enregistré."));
        var known = string.Join(", ", Names);
        return new(MailErrorKind.UnknownAccount, message, Nearest.To(name, Names) is { } near
            ? new($"Did you mean '{near}'? The accounts are: {known}.", $"Vouliez-vous dire « {near} » ? Les comptes sont : {known}.")
            : new($"The accounts are: {known}.", $"Les comptes sont : {known}."));
    }
}
