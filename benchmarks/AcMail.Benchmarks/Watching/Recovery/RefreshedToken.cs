namespace AcMail.Benchmarks.Watching.Recovery;

/// <summary>An application's cache of tokens: it gives out what it has until it is asked for a fresh one.</summary>
sealed class RefreshedToken(string given) : ICredentialProvider
{
    string _given = given;

    /// <summary>What the authorization server would give out now.</summary>
    public string Fresh { get; set; } = given;

    public ValueTask<MailCredential?> GetAsync(CredentialRequest request, CancellationToken cancellationToken = default)
    {
        if (request.ForceRefresh) _given = Fresh;
        return new(MailCredential.FromAccessToken(request.Endpoint.UserName, _given));
    }
}
