namespace AcMail.Testing;

/// <summary>How often a server misbehaves.</summary>
public enum Repetition
{
    /// <summary>Whenever there is occasion.</summary>
    Always,

    /// <summary>The first time that there is occasion under this profile, and never again.</summary>
    Once,
}
