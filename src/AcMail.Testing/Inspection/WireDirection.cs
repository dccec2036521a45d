namespace AcMail.Testing;

/// <summary>Which way octets go.</summary>
public enum WireDirection
{
    /// <summary>From the client to the server.</summary>
    ToServer,

    /// <summary>From the server to the client.</summary>
    ToClient,
}
