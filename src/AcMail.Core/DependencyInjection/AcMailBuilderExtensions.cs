using System.Diagnostics.CodeAnalysis;
using AcMail;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers single accounts and what they use.</summary>
public static class AcMailBuilderExtensions
{
    /// <summary>Registers an account that receives by IMAP.</summary>
    /// <param name="builder">Goes on with the registration.</param>
    /// <param name="name">Names the account to <see cref="IMailAccountProvider"/>, keyed services and the store.</param>
    /// <param name="configure">Sets the account up.</param>
    /// <exception cref="InvalidOperationException">An account of that name is registered already.</exception>
    public static IAcMailBuilder AddImapAccount(this IAcMailBuilder builder, string name, Action<MailAccountOptions> configure) =>
        builder.AddAccount(name, configure, MailProtocol.Imap);

    /// <summary>Registers an account that receives by POP3.</summary>
    /// <inheritdoc cref="AddImapAccount"/>
    public static IAcMailBuilder AddPop3Account(this IAcMailBuilder builder, string name, Action<MailAccountOptions> configure) =>
        builder.AddAccount(name, configure, MailProtocol.Pop3);

    /// <summary>Registers a source of passwords or tokens. Several are asked in the order of their registration, until one answers.</summary>
    public static IAcMailBuilder AddCredentialProvider<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProvider>(this IAcMailBuilder builder)
        where TProvider : class, ICredentialProvider
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ICredentialProvider, TProvider>());
        return builder;
    }

    static IAcMailBuilder AddAccount(
        this IAcMailBuilder builder, string name, Action<MailAccountOptions> configure, MailProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddAccount(name, options =>
        {
            configure(options);
            options.Protocol = protocol;
        });
        return builder;
    }
}
