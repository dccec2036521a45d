namespace AcMail.Testing;

/// <summary>The states of a session in which a command may be given (RFC 9051 §3).</summary>
[Flags]
enum ImapStates
{
    None = 0,
    NotAuthenticated = 1,
    Authenticated = 2,
    Selected = 4,
    LoggedIn = Authenticated | Selected,
    Any = NotAuthenticated | LoggedIn,
}
