namespace AcMail.Core.IntegrationTests.Scenarios;

enum ServerKind
{
    /// <summary>Dovecot for IMAP and POP3, Postfix for submission.</summary>
    Real,

    /// <summary>The server of AcMail.Testing.</summary>
    InProcess,
}
