namespace AcMail;

/// <summary>The steps of a check.</summary>
public enum ValidationStage
{
    /// <summary>The rules that need no server.</summary>
    Rules,

    /// <summary>Name resolution, TCP, greeting and TLS.</summary>
    Connect,

    /// <summary>The login.</summary>
    Authenticate,

    /// <summary>What the account needs of the server: the inbox, UIDL, the sender's address.</summary>
    Use,
}
