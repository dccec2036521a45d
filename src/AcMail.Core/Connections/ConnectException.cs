namespace AcMail;

/// <summary>Opening a connection failed at <see cref="Stage"/>.</summary>
sealed class ConnectException(MailFailure failure, ConnectionStage stage, Exception? inner = null) : MailException(failure, inner)
{
    public ConnectionStage Stage { get; } = stage;

    /// <summary>The address that was reached and the certificate that it showed, where it came to that.</summary>
    public string? Detail { get; init; }

    /// <summary>The server refused an access token, which may only have expired.</summary>
    public bool TokenRefused { get; init; }
}
