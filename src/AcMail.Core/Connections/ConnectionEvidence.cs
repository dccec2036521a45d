namespace AcMail;

/// <summary>What was seen of the server, beside the exception, when something went wrong.</summary>
sealed record ConnectionEvidence(MailEndpoint? Endpoint, ConnectionStage Stage)
{
    /// <summary>The server's last words that were a reply.</summary>
    public string? Reply { get; init; }

    /// <summary>What the server sent first, before any TLS, as text; empty for silence.</summary>
    public string FirstWords { get; init; } = "";

    /// <summary>What was wrong with the certificate, where it was refused.</summary>
    public CertificateVerdict? Certificate { get; init; }

    /// <summary>A silent port answered a TLS handshake.</summary>
    public bool AnswersTls { get; init; }
}
