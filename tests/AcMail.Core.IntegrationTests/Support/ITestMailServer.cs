namespace AcMail.Core.IntegrationTests.Support;

/// <summary>A mail server that the tests of the engine run on: a real one, or that of AcMail.Testing.</summary>
public interface ITestMailServer
{
    string Password { get; }

    /// <summary>The file with the certificate to trust.</summary>
    string CertificateAuthority { get; }

    TestMailPorts Ports { get; }

    /// <summary>A user whose mail nobody else touches, with an inbox and mailboxes for sent mail, drafts, junk and trash.</summary>
    string NewUser();

    /// <summary>Puts a message into the inbox as it is, which APPEND does not allow for every content; LF ends its lines.</summary>
    void Deliver(string user, ReadOnlySpan<byte> content);
}

/// <summary>Where it listens: IMAP without TLS and with it, POP3 over TLS, and submission with STARTTLS.</summary>
public sealed record TestMailPorts(int Imap, int Imaps, int Pop3s, int Submission);
