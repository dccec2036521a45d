using System.Diagnostics.CodeAnalysis;
using AcMail;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers single accounts and what they use.</summary>
public static class AcMailBuilderExtensions
{
    /// <summary>Registers an account that receives by IMAP.</summary>
    /// <param name="builder">Goes on with the registration.</param>
    /// <param name="name">Names the account to <see cref="IMailAccountProvider"/>, keyed services and the store.</param>
    /// <param name="configure">Sets the account up.</param>
    /// <exception cref="InvalidOperationException">An account of that name, case apart, is registered already.</exception>
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

    /// <summary>Keeps accounts up to date for as long as the host runs, whether anybody enumerates <see cref="IMailAccount.WatchAsync"/> or not.</summary>
    /// <remarks>
    /// What is wrong with one account hinders no other, but a host that is to synchronise an account which is not registered does not start. The host's
    /// shutdown takes a few seconds.
    /// </remarks>
    /// <param name="builder">Goes on with the registration.</param>
    /// <param name="configure">Chooses accounts, how many are read for the first time at once, and how often they are flushed and compacted.</param>
    public static IAcMailBuilder AddBackgroundSync(this IAcMailBuilder builder, Action<BackgroundSyncOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<BackgroundSyncOptions>()
            .Configure(configure ?? (_ => { }))
            .ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackgroundSyncOptions>, BackgroundSyncOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BackgroundSync>());
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
