namespace AcMail.Testing;

/// <summary>A mail transaction: its envelope, and the chunks that have come (RFC 5321 §3.3, RFC 3030).</summary>
/// <param name="sender">The reverse path.</param>
/// <param name="parameters">The parameters of MAIL.</param>
/// <param name="maximumSize">The most octets of its content.</param>
sealed class SmtpEnvelope(string sender, IReadOnlyList<SmtpParameter> parameters, long maximumSize)
{
    public string Sender { get; } = sender;

    public IReadOnlyList<SmtpParameter> Parameters { get; } = parameters;

    public List<SubmissionRecipient> Recipients { get; } = [];

    public SmtpContent Content { get; } = new(maximumSize);

    /// <summary>Whether BDAT began the content.</summary>
    public bool IsChunked { get; set; }

    public bool IsBinary => Parameters.Any(p => p.Is("BODY") && p.Value!.Equals("BINARYMIME", StringComparison.OrdinalIgnoreCase));

    public bool IsInternational => Parameters.Any(p => p.Is("SMTPUTF8"));
}
