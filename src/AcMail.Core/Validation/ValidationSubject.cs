namespace AcMail;

/// <summary>What a step of a check is about.</summary>
public enum ValidationSubject
{
    /// <summary>The settings themselves.</summary>
    Settings,

    /// <summary>The server that mail comes from.</summary>
    Incoming,

    /// <summary>The server that mail is submitted to.</summary>
    Outgoing,
}
