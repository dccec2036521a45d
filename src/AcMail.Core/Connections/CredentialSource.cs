namespace AcMail;

/// <summary>Finds the credential for a server: the registered providers in order, then the account's own password.</summary>
sealed class CredentialSource(IEnumerable<ICredentialProvider> providers, TimeProvider time)
{
    readonly ICredentialProvider[] _providers = [.. providers];
    readonly CredentialMemory _given = new();

    /// <summary>Those of them that were refused last.</summary>
    public RefusedCredentials Refused { get; } = new(time);

    /// <exception cref="MailException">There is none, or a provider failed.</exception>
    public async ValueTask<MailCredential> GetAsync(
        MailAccountSettings account, MailEndpoint endpoint, bool forceRefresh, CancellationToken cancellationToken)
    {
        var credential = await FindAsync(account, endpoint, forceRefresh, cancellationToken).ConfigureAwait(false);
        _given.Keep(account.Name, endpoint, credential);
        return credential;
    }

    /// <summary>Whether there is another credential now than the one that was given last.</summary>
    public async ValueTask<bool> HasAnotherAsync(MailAccountSettings account, MailEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return !_given.Has(account.Name, endpoint, await FindAsync(account, endpoint, false, cancellationToken).ConfigureAwait(false));
        }
        catch (MailException)
        {
            return false;
        }
    }

    /// <summary>Why the credential that there is now is not to be tried yet; <see langword="null"/> where it is, or there is none.</summary>
    public async ValueTask<MailFailure?> FindRefusalAsync(MailAccountSettings account, MailEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (!Refused.Any(account.Name, endpoint)) return null;
        try
        {
            return Refused.Find(account.Name, endpoint, await FindAsync(account, endpoint, false, cancellationToken).ConfigureAwait(false));
        }
        catch (MailException)
        {
            // Whoever opens a connection learns it.
            return null;
        }
    }

    async ValueTask<MailCredential> FindAsync(
        MailAccountSettings account, MailEndpoint endpoint, bool forceRefresh, CancellationToken cancellationToken)
    {
        var request = new CredentialRequest(account.Name, endpoint, forceRefresh);
        foreach (var provider in _providers)
        {
            if (await AskAsync(provider, request, cancellationToken).ConfigureAwait(false) is { } credential) return credential;
        }

        var password = endpoint.Protocol == ServerProtocol.Smtp ? account.OutgoingPassword : account.IncomingPassword;
        return string.IsNullOrEmpty(password)
            ? throw new MailException(FailureTexts.Create(MailErrorKind.CredentialMissing, endpoint))
            : MailCredential.FromPassword(endpoint.UserName, password);
    }

    /// <summary>A provider that answers to nothing, not even to being cancelled, must not keep an account from being disposed of.</summary>
    async ValueTask<MailCredential?> AskAsync(
        ICredentialProvider provider, CredentialRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await provider.GetAsync(request, cancellationToken).AsTask().WaitAsync(ConnectionLimits.Credential, time, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is not MailException && !cancellationToken.IsCancellationRequested)
        {
            // An HttpClient that runs out of time cancels itself: only the caller's own token tells a cancellation.
            // Its message may hold what the token service answered, so only its type is told.
            throw new MailException(ProviderFailed(provider, request.Endpoint, e), e);
        }
    }

    static MailFailure ProviderFailed(ICredentialProvider provider, MailEndpoint endpoint, Exception e) => new(
        MailErrorKind.AuthenticationUnavailable,
        new($"{provider.GetType().Name} could not supply the credential for {endpoint} ({e.GetType().Name}).",
            $"{provider.GetType().Name} n'a pas pu fournir l'identifiant pour {endpoint} ({e.GetType().Name})."),
        new("See the inner exception; the next attempt asks it again.",
            "Consultez l'exception interne ; la prochaine tentative le redemandera."))
    {
        Endpoint = endpoint,
    };
}
