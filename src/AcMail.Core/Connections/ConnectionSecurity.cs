namespace AcMail;

/// <summary>How a connection is protected. There is no automatic mode: those fall back to plaintext silently.</summary>
public enum ConnectionSecurity
{
    /// <summary>TLS from the first byte (RFC 8314).</summary>
    ImplicitTls,

    /// <summary>TLS after STARTTLS or STLS; refused where the server does not offer it.</summary>
    StartTls,

    /// <summary>No protection; needs <see cref="EndpointOptions.AllowInsecure"/>.</summary>
    None,
}
