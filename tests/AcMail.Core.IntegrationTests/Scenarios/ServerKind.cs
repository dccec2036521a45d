namespace AcMail.Core.IntegrationTests.Scenarios;

enum ServerKind
{
    /// <summary>Dovecot 2.3 for IMAP and POP3, Postfix for submission.</summary>
    Dovecot23,

    /// <summary>Dovecot 2.4 in its place.</summary>
    Dovecot24,

    /// <summary>The server of AcMail.Testing.</summary>
    InProcess,
}
