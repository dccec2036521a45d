namespace AcMail.Testing;

/// <summary>Whether a session gets the maildrop.</summary>
enum MaildropEntrance
{
    Free,
    InUse,
    TooSoon,
}
