namespace AcMail;

/// <summary>How far a connection had got.</summary>
enum ConnectionStage
{
    /// <summary>Name resolution, TCP, TLS and greeting.</summary>
    Connect,

    /// <summary>The login.</summary>
    Authenticate,

    /// <summary>Everything after it.</summary>
    Use,
}
