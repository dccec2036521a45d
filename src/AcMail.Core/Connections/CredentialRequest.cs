namespace AcMail;

/// <summary>For whom a credential is asked.</summary>
/// <param name="Account">The account's registered name.</param>
/// <param name="Endpoint">The server about to be connected to.</param>
/// <param name="ForceRefresh">The server has just refused the former credential: a cached token should not be given again.</param>
public sealed record CredentialRequest(string Account, MailEndpoint Endpoint, bool ForceRefresh);
