using MailKit.Security;

namespace AcMail.Tests;

/// <summary>What servers and proxies answer to a login without a response code, in their own words.</summary>
public sealed class LoginTroubleTests
{
    static MailFailure Refused(string reply, ServerProtocol protocol = ServerProtocol.Pop3)
    {
        var endpoint = new MailEndpoint(protocol, "mail.ac-lyon.fr", 995, ConnectionSecurity.ImplicitTls, "dmartin");
        return MailErrorClassifier.Classify(new AuthenticationException(), new ConnectionEvidence(endpoint, ConnectionStage.Authenticate) { Reply = reply });
    }

    [Theory]
    // solid-pop3d
    [InlineData("-ERR message is damaged")]
    [InlineData("-ERR message file is damaged")]
    [InlineData("-ERR mailbox is damaged")]
    [InlineData("-ERR can't open maildir")]
    [InlineData("-ERR can't open mailbox file")]
    [InlineData("-ERR can't lock mailbox file")]
    [InlineData("-ERR can't set lock on mailbox")]
    [InlineData("-ERR can't read from message file")]
    [InlineData("-ERR mailbox is not regular file")]
    [InlineData("-ERR read error")]
    // Courier
    [InlineData("-ERR Temporary problem, please try again later")]
    [InlineData("-ERR Your account is temporarily unavailable (+t bit set on home directory).")]
    [InlineData("-ERR Maildir invalid (no 'cur' directory)")]
    [InlineData("-ERR chdir ./Maildir failed")]
    // Dovecot
    [InlineData("-ERR Couldn't open INBOX")]
    [InlineData("-ERR Internal error occurred. Refer to server log for more information.")]
    // Cyrus
    [InlineData("-ERR Unable to open maildrop")]
    // qpopper
    [InlineData("-ERR System error, can't open temporary file, do you own it?")]
    [InlineData("-ERR Unable to open mailbox file: I/O error")]
    // Exchange
    [InlineData("-ERR The mailbox is temporarily unavailable.")]
    public void A_mailbox_that_the_server_could_not_open_says_nothing_about_the_password(string reply)
    {
        var failure = Refused(reply);
        failure.Kind.ShouldBe(MailErrorKind.AuthenticationUnavailable);
        failure.Message.English.ShouldBe($"mail.ac-lyon.fr:995 could not open the mailbox of 'dmartin': {reply.TrimEnd('.')}.");
        failure.Message.French.ShouldBe($"mail.ac-lyon.fr:995 n'a pas pu ouvrir la boîte de « dmartin » : {reply.TrimEnd('.')}.");
        failure.ServerReply.ShouldBe(reply);
    }

    [Theory]
    // Dovecot
    [InlineData("-ERR Authentication failed.")]
    [InlineData("-ERR [AUTH] Authentication failed.")]
    [InlineData("-ERR Plaintext authentication disallowed on non-secure (SSL/TLS) connections.")]
    // Courier
    [InlineData("-ERR Login failed.")]
    [InlineData("-ERR POP3 access disabled for this account.")]
    // Cyrus
    [InlineData("-ERR [AUTH] Invalid login")]
    [InlineData("-ERR Invalid login")]
    // popa3d, solid-pop3d
    [InlineData("-ERR Authentication failed (bad password?)")]
    [InlineData("-ERR authentication failed")]
    // qpopper
    [InlineData("-ERR Password supplied for \"dmartin\" is incorrect.")]
    [InlineData("-ERR [AUTH] Failed to open a session: password incorrect")]
    // Exchange
    [InlineData("-ERR Logon failure: unknown user name or bad password.")]
    [InlineData("-ERR Logon failure: account currently disabled.")]
    // Others
    [InlineData("-ERR Username and password not accepted.")]
    [InlineData("-ERR Access denied: cannot open mailbox")]
    [InlineData("-ERR cannot open the mailbox: wrong password")]
    [InlineData("-ERR Unable to log in: invalid credentials")]
    [InlineData("-ERR sorry, no mailbox for dmartin here")]
    [InlineData("-ERR no such mailbox")]
    [InlineData("-ERR unknown mailbox")]
    [InlineData("-ERR invalid mailbox")]
    [InlineData("-ERR account temporarily locked")]
    [InlineData("-ERR Temporarily blocked after failed attempts")]
    [InlineData("-ERR Too many failures")]
    [InlineData("-ERR no")]
    [InlineData("-ERR")]
    public void A_wrong_password_stays_one(string reply) => Refused(reply).Kind.ShouldBe(MailErrorKind.BadCredentials);

    [Theory]
    [InlineData("-ERR maildrop already locked")]
    [InlineData("-ERR unable to lock maildrop")]
    [InlineData("-ERR cannot open maildrop: mailbox in use")]
    [InlineData("-ERR .dmartin.pop lock busy! Is another session active?")]
    public void A_maildrop_that_another_session_has_stays_in_use(string reply) => Refused(reply).Kind.ShouldBe(MailErrorKind.MailboxInUse);

    [Theory]
    // nginx
    [InlineData("-ERR internal server error", ServerProtocol.Pop3)]
    [InlineData("* BAD internal server error", ServerProtocol.Imap)]
    // Perdition
    [InlineData("NO failed: Could not connect to server", ServerProtocol.Imap)]
    [InlineData("-ERR failed: Could not connect to server", ServerProtocol.Pop3)]
    // imapproxy
    [InlineData("NO internal server error", ServerProtocol.Imap)]
    [InlineData("BAD internal proxy server error", ServerProtocol.Imap)]
    public void A_proxy_that_does_not_reach_its_server_says_nothing_about_the_password(string reply, ServerProtocol protocol) =>
        Refused(reply, protocol).Kind.ShouldBeOneOf(MailErrorKind.AuthenticationUnavailable, MailErrorKind.ServerUnavailable);

    [Theory]
    [InlineData("NO LOGIN failed.")]
    [InlineData("NO failed: Re-Authentication Failure")]
    [InlineData("NO Login failed: authentication failure")]
    [InlineData("NO Invalid user name or password.")]
    [InlineData("NO no")]
    [InlineData("BAD no")]
    [InlineData("NO")]
    public void A_wrong_password_stays_one_with_IMAP(string reply) => Refused(reply, ServerProtocol.Imap).Kind.ShouldBe(MailErrorKind.BadCredentials);

    [Fact]
    public void SMTP_says_it_by_status() => Refused("535 5.7.8 Internal error", ServerProtocol.Smtp).Kind.ShouldBe(MailErrorKind.BadCredentials);
}
