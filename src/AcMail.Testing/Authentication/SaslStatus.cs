namespace AcMail.Testing;

/// <summary>How a SASL exchange stands.</summary>
enum SaslStatus
{
    /// <summary>The client must answer a challenge.</summary>
    Continues,

    /// <summary>The client has proved who it is.</summary>
    Succeeded,

    /// <summary>The credentials are wrong.</summary>
    Failed,

    /// <summary>The client sent <c>*</c>.</summary>
    Cancelled,

    /// <summary>A response is not base64, or too long.</summary>
    Malformed,
}
