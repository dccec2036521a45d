namespace AcMail;

/// <summary>Supplies secrets. It is asked before each connection, so a changed password or a refreshed token takes effect at once.</summary>
public interface ICredentialProvider
{
    /// <summary>The credential to use for <paramref name="request"/>, or <see langword="null"/> where this provider knows none.</summary>
    /// <remarks>It has a minute: what takes longer, such as asking a person, is done before.</remarks>
    ValueTask<MailCredential?> GetAsync(CredentialRequest request, CancellationToken cancellationToken = default);
}
