namespace AcMail.Testing;

// The lines are those of public transcripts.
public sealed partial record Pop3Profile
{
    /// <summary>Dovecot 2.3, as Debian has it.</summary>
    public static Pop3Profile Dovecot { get; } = new Pop3Profile
    {
        Greeting = "Dovecot (Debian) ready.",
        LoginRefusal = "Authentication failed.",
        Mechanisms = ["PLAIN", "LOGIN"],
        RefusesRemoved = true,
    }.Without("EXPIRE", "IMPLEMENTATION", "UTF8");

    /// <summary>
    /// Gmail: no STLS and no pipelining, what was fetched is hidden from later sessions. It announces EXPIRE 0 and LOGIN-DELAY, and keeps
    /// to neither.
    /// </summary>
    public static Pop3Profile Gmail { get; } = new Pop3Profile
    {
        Greeting = "Gpop ready for requests from 192.0.2.1 ffacd0b85a97d",
        LoginRefusal = "Username and password not accepted.",
        Mechanisms = ["PLAIN", "XOAUTH2", "OAUTHBEARER"],
        IdleCapabilities = ["EXPIRE 0", "LOGIN-DELAY 300", "X-GOOGLE-RICO"],
        LoginAttempts = 1,
        MarksSeen = false,
    }.Without("EXPIRE", "IMPLEMENTATION", "LOGIN-DELAY", "PIPELINING", "STLS", "UTF8").Misbehaving(Pop3Misbehaviour.HidesRetrieved);

    /// <summary>Exchange: no response codes, so that a wrong password looks like any other trouble.</summary>
    public static Pop3Profile Exchange { get; } = new Pop3Profile
    {
        Greeting = "The Microsoft Exchange POP3 service is ready.",
        LoginRefusal = "Logon failure: unknown user name or bad password.",
        Mechanisms = ["PLAIN", "XOAUTH2"],
        LoginAttempts = 3,
    }.Without("AUTH-RESP-CODE", "EXPIRE", "IMPLEMENTATION", "PIPELINING", "RESP-CODES", "UTF8");

    /// <summary>Free: hangs up after the first refused login.</summary>
    public static Pop3Profile Free { get; } = new Pop3Profile { Greeting = "POP3 ready", LoginAttempts = 1, Mechanisms = ["PLAIN"] }
        .Without("AUTH-RESP-CODE", "EXPIRE", "IMPLEMENTATION", "RESP-CODES", "UTF8");
}
