using IMailStore = AcMail.Storage.IMailStore;

namespace AcMail;

/// <summary>What a watch does to its account.</summary>
interface IWatchable
{
    /// <summary>The account's settings.</summary>
    MailAccountSettings Settings { get; }

    /// <summary>Its store.</summary>
    ValueTask<IMailStore> OpenStoreAsync(CancellationToken cancellationToken);

    /// <summary>Synchronises; failures of the store are values too.</summary>
    Task<SyncReport> RunPassAsync(PassScope scope, bool withFreshCredential, CancellationToken cancellationToken);

    /// <summary>Whether there is another credential than the one that was used last.</summary>
    ValueTask<bool> HasAnotherCredentialAsync(CancellationToken cancellationToken);

    /// <summary>The connection to idle on; <see langword="null"/> where there can be none.</summary>
    ImapConnection? Connection { get; }
}
