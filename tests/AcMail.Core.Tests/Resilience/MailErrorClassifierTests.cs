using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace AcMail.Tests;

public sealed class MailErrorClassifierTests
{
    static MailEndpoint Endpoint(ServerProtocol protocol = ServerProtocol.Imap, ConnectionSecurity security = ConnectionSecurity.ImplicitTls) =>
        new(protocol, "mail.ac-lyon.fr", 993, security, "dmartin");

    static MailErrorKind Auth(Exception e, string? reply) =>
        MailErrorClassifier.Classify(e, new ConnectionEvidence(Endpoint(), ConnectionStage.Authenticate) { Reply = reply }).Kind;

    static MailErrorKind Connect(Exception e, ConnectionEvidence evidence) => MailErrorClassifier.Classify(e, evidence).Kind;

    [Theory]
    [InlineData(SocketError.HostNotFound, MailErrorKind.HostNotFound)]
    [InlineData(SocketError.TryAgain, MailErrorKind.NameResolutionFailed)]
    [InlineData(SocketError.NoData, MailErrorKind.NameResolutionFailed)]
    [InlineData(SocketError.ConnectionRefused, MailErrorKind.ConnectionRefused)]
    [InlineData(SocketError.HostUnreachable, MailErrorKind.NetworkUnreachable)]
    [InlineData(SocketError.NetworkUnreachable, MailErrorKind.NetworkUnreachable)]
    [InlineData(SocketError.TimedOut, MailErrorKind.Timeout)]
    [InlineData(SocketError.ConnectionReset, MailErrorKind.ConnectionLost)]
    public void The_network_has_its_kinds_bare_and_inside_of_an_io_exception(SocketError error, MailErrorKind kind)
    {
        var socket = new SocketException((int)error);
        MailErrorClassifier.Classify(socket, Endpoint()).Kind.ShouldBe(kind);
        MailErrorClassifier.Classify(new IOException("x", socket), Endpoint()).Kind.ShouldBe(kind);
    }

    [Fact]
    public void That_no_more_files_may_be_open_is_not_taken_for_trouble_with_the_network()
    {
        var socket = new SocketException((int)SocketError.TooManyOpenSockets);
        foreach (var (exception, stage) in ((Exception[])[socket, new IOException("x", socket)]).SelectMany(_ => Enum.GetValues<ConnectionStage>(), (e, s) => (e, s)))
        {
            var failure = MailErrorClassifier.Classify(exception, new ConnectionEvidence(Endpoint(), stage));
            failure.ShouldSatisfyAllConditions(
                f => f.IsTransient.ShouldBeTrue(), f => f.Message.English.ShouldContain("as many files"), f => f.Remedy.French.ShouldContain("LimitNOFILE"));
        }
    }

    [Theory]
    [InlineData("NO [AUTHENTICATIONFAILED] Authentication failed.", MailErrorKind.BadCredentials)]
    [InlineData("NO [UNAVAILABLE] Temporary authentication failure.", MailErrorKind.AuthenticationUnavailable)]
    [InlineData("NO [INUSE] busy", MailErrorKind.MailboxInUse)]
    [InlineData("NO [LIMIT] too many", MailErrorKind.AuthenticationUnavailable)]
    [InlineData("NO [EXPIRED] password", MailErrorKind.BadCredentials)]
    [InlineData("NO [CONTACTADMIN] locked", MailErrorKind.BadCredentials)]
    [InlineData("NO [PRIVACYREQUIRED] TLS", MailErrorKind.AuthenticationNotOffered)]
    [InlineData("NO [ALERT] Application-specific password required", MailErrorKind.AppPasswordRequired)]
    [InlineData("NO [WEBALERT https://x] Web login required.", MailErrorKind.AppPasswordRequired)]
    [InlineData("NO Utilisez un mot de passe d'application", MailErrorKind.AppPasswordRequired)]
    [InlineData("NO Utilisez un mot de passe d\u2019application", MailErrorKind.AppPasswordRequired)]
    [InlineData("NO [ALERT] Too many simultaneous connections. (Failure)", MailErrorKind.AuthenticationUnavailable)]
    [InlineData("NO [THROTTLED] Account exceeded command or bandwidth limits. (Failure)", MailErrorKind.AuthenticationUnavailable)]
    [InlineData("NO Maximum number of connections from user+IP exceeded", MailErrorKind.AuthenticationUnavailable)]
    [InlineData("NO [ALERT] Too many failed logins.", MailErrorKind.BadCredentials)]
    [InlineData("NO wrong", MailErrorKind.BadCredentials)]
    [InlineData("NO Unsupported authentication mechanism", MailErrorKind.AuthenticationNotOffered)]
    [InlineData("NO [CANNOT] Unsupported authentication mechanism.", MailErrorKind.AuthenticationNotOffered)]
    [InlineData("BAD Unknown SASL mechanism", MailErrorKind.AuthenticationNotOffered)]
    [InlineData("NO [AUTHENTICATIONFAILED] mechanism not supported", MailErrorKind.BadCredentials)]
    [InlineData("* BYE too many connections", MailErrorKind.ServerUnavailable)]
    [InlineData("-ERR [AUTH] no", MailErrorKind.BadCredentials)]
    [InlineData("-ERR [SYS/TEMP] no", MailErrorKind.AuthenticationUnavailable)]
    [InlineData("-ERR [SYS/PERM] no", MailErrorKind.BadCredentials)]
    [InlineData("-ERR [LOGIN-DELAY] wait", MailErrorKind.Deferred)]
    [InlineData("-ERR [IN-USE] locked", MailErrorKind.MailboxInUse)]
    [InlineData("-ERR no", MailErrorKind.BadCredentials)]
    [InlineData("-ERR Authentication method not supported", MailErrorKind.AuthenticationNotOffered)]
    [InlineData("535 5.7.8 Error: authentication failed", MailErrorKind.BadCredentials)]
    [InlineData("535 5.7.8 Error: authentication failed: no mechanism available", MailErrorKind.AuthenticationNotOffered)]
    [InlineData("535 5.7.8 unknown user (mechanism PLAIN)", MailErrorKind.BadCredentials)]
    [InlineData("504 5.7.4 Unrecognized authentication type", MailErrorKind.AuthenticationNotOffered)]
    [InlineData("535-5.7.8 Application-specific password required", MailErrorKind.AppPasswordRequired)]
    [InlineData("534 5.7.9 mechanism too weak", MailErrorKind.AppPasswordRequired)]
    [InlineData("454 4.7.0 Temporary authentication failure", MailErrorKind.AuthenticationUnavailable)]
    [InlineData("432 4.7.12 transition", MailErrorKind.AuthenticationUnavailable)]
    [InlineData("538 5.7.11 encryption required", MailErrorKind.AuthenticationNotOffered)]
    [InlineData("530 5.7.0 Must issue a STARTTLS command first", MailErrorKind.AuthenticationNotOffered)]
    [InlineData("530 5.7.0 no", MailErrorKind.BadCredentials)]
    [InlineData("421 4.7.0 later", MailErrorKind.ServerUnavailable)]
    public void A_refused_login_is_told_apart_by_the_servers_line_also_when_it_hangs_up(string reply, MailErrorKind kind)
    {
        Auth(new AuthenticationException("Authentication failed."), reply).ShouldBe(kind);
        Auth(new ImapProtocolException("The IMAP server has unexpectedly disconnected."), reply).ShouldBe(kind);
    }

    [Fact]
    public void A_server_that_refuses_what_it_offers_is_quoted_and_not_taken_for_a_list_of_what_it_offers()
    {
        var evidence = new ConnectionEvidence(Endpoint(ServerProtocol.Smtp), ConnectionStage.Authenticate) { Reply = "504 5.7.4 Unrecognized authentication type" };
        var failure = MailErrorClassifier.Classify(new AuthenticationException(), evidence);
        failure.Message.English.ShouldEndWith("offers a way to log in and refuses it: 504 5.7.4 Unrecognized authentication type.");
        failure.Remedy.English.ShouldContain("The password was not looked at");
    }

    [Fact]
    public void A_refusal_without_any_words_is_about_the_credentials() =>
        Auth(new AuthenticationException(), null).ShouldBe(MailErrorKind.BadCredentials);

    [Theory]
    [InlineData("250 AUTH PLAIN LOGIN")]
    [InlineData("334 ")]
    [InlineData("635 5.7.8 no")]
    [InlineData("+ b2s=")]
    [InlineData("")]
    public void What_refuses_nothing_says_nothing_about_the_password(string reply)
    {
        var evidence = new ConnectionEvidence(Endpoint(ServerProtocol.Smtp), ConnectionStage.Authenticate) { Reply = reply };
        MailErrorClassifier.Classify(new AuthenticationException(), evidence).Kind.ShouldBe(MailErrorKind.ProtocolError);
    }

    [Fact]
    public void A_connection_that_breaks_while_logging_in_says_nothing_about_the_password() =>
        Auth(new IOException("reset"), "* OK ready").ShouldBe(MailErrorKind.ConnectionLost);

    [Theory]
    [InlineData(ServerProtocol.Imap, "220 smtp.ac-lyon.fr ESMTP", "SMTP")]
    [InlineData(ServerProtocol.Imap, "220 ProFTPD ready", "FTP")]
    [InlineData(ServerProtocol.Imap, "+OK POP3", "POP3")]
    [InlineData(ServerProtocol.Pop3, "* OK IMAP", "IMAP")]
    [InlineData(ServerProtocol.Smtp, "* OK IMAP", "IMAP")]
    [InlineData(ServerProtocol.Smtp, "HTTP/1.1 400 Bad Request", "HTTP")]
    public void Another_service_is_named(ServerProtocol protocol, string greeting, string service)
    {
        var evidence = new ConnectionEvidence(Endpoint(protocol, ConnectionSecurity.None), ConnectionStage.Connect) { FirstWords = greeting };
        var failure = MailErrorClassifier.Classify(new ImapProtocolException("Syntax error in greeting"), evidence);
        failure.Kind.ShouldBe(MailErrorKind.WrongService);
        failure.Message.English.ShouldContain(service);
        failure.Message.French.ShouldContain(service);
    }

    [Theory]
    [InlineData("* BYE too many", MailErrorKind.ServerUnavailable)]
    [InlineData("-ERR go away", MailErrorKind.ServerUnavailable)]
    [InlineData("554 no", MailErrorKind.ServerUnavailable)]
    [InlineData("421 later", MailErrorKind.ServerUnavailable)]
    public void A_refusing_greeting_is_recognised(string greeting, MailErrorKind kind)
    {
        var protocol = greeting[0] switch { '*' => ServerProtocol.Imap, '-' => ServerProtocol.Pop3, _ => ServerProtocol.Smtp };
        var evidence = new ConnectionEvidence(Endpoint(protocol), ConnectionStage.Connect) { Reply = greeting };
        Connect(new ImapProtocolException("x"), evidence).ShouldBe(kind);
    }

    [Theory]
    [InlineData("J...5.5.5-10.11.6-MariaDB", MailErrorKind.ProtocolError)]
    [InlineData("", MailErrorKind.ConnectionLost)]
    [InlineData("220 ready", MailErrorKind.ConnectionLost)]
    public void What_is_no_reply_of_smtp_is_not_a_connection_that_broke(string firstWords, MailErrorKind kind) =>
        Connect(new SmtpProtocolException("x"), new(Endpoint(ServerProtocol.Smtp), ConnectionStage.Connect) { FirstWords = firstWords }).ShouldBe(kind);

    [Fact]
    public void Plaintext_and_tls_ports_are_told_apart()
    {
        var tls = new SslHandshakeException("x", new System.Security.Authentication.AuthenticationException("frame"));
        Connect(tls, new(Endpoint(), ConnectionStage.Connect) { FirstWords = "* OK ready" }).ShouldBe(MailErrorKind.PlaintextServer);
        Connect(tls, new(Endpoint(), ConnectionStage.Connect) { FirstWords = "HTTP/1.1 400" }).ShouldBe(MailErrorKind.WrongService);
        Connect(tls, new(Endpoint(), ConnectionStage.Connect) { FirstWords = "\x15\x03" }).ShouldBe(MailErrorKind.TlsHandshakeFailed);
        Connect(new SslHandshakeException("x", new TimeoutException()), new(Endpoint(), ConnectionStage.Connect)).ShouldBe(MailErrorKind.Timeout);
        Connect(new TimeoutException(), new(Endpoint(), ConnectionStage.Connect) { AnswersTls = true }).ShouldBe(MailErrorKind.TlsServer);
        Connect(new TimeoutException(), new(Endpoint(), ConnectionStage.Connect)).ShouldBe(MailErrorKind.Timeout);
        Connect(new NotSupportedException(), new(Endpoint(), ConnectionStage.Connect)).ShouldBe(MailErrorKind.StartTlsNotOffered);
    }

    [Theory]
    [InlineData(X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.UntrustedRoot, SslPolicyErrors.RemoteCertificateNameMismatch, MailErrorKind.CertificateExpired)]
    [InlineData(X509ChainStatusFlags.UntrustedRoot, SslPolicyErrors.RemoteCertificateNameMismatch, MailErrorKind.CertificateNameMismatch)]
    [InlineData(X509ChainStatusFlags.UntrustedRoot, SslPolicyErrors.None, MailErrorKind.CertificateUntrusted)]
    [InlineData(X509ChainStatusFlags.PartialChain, SslPolicyErrors.None, MailErrorKind.CertificateUntrusted)]
    public void A_certificate_shows_all_its_faults_and_has_the_kind_of_the_first(X509ChainStatusFlags flags, SslPolicyErrors errors, MailErrorKind kind)
    {
        var verdict = new CertificateVerdict(false, errors, flags, "CN=other", "CN=École CA", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "AB");
        var failure = MailErrorClassifier.Classify(new SslHandshakeException("x"), new ConnectionEvidence(Endpoint(), ConnectionStage.Connect) { Certificate = verdict });
        failure.Kind.ShouldBe(kind);
        failure.Message.French.ShouldContain("École CA");
        if (errors != SslPolicyErrors.None) failure.Message.English.ShouldContain("CN=other");
    }

    [Theory]
    [InlineData("NO [OVERQUOTA] full", MailErrorKind.OverQuota)]
    [InlineData("NO Quota exceeded", MailErrorKind.OverQuota)]
    [InlineData("NO [NONEXISTENT] none", MailErrorKind.MailboxNotFound)]
    [InlineData("NO [TRYCREATE] none", MailErrorKind.MailboxNotFound)]
    [InlineData("NO [UNAVAILABLE] later", MailErrorKind.ServerUnavailable)]
    [InlineData("BAD what", MailErrorKind.CommandRefused)]
    public void A_refused_imap_command_has_its_kind(string reply, MailErrorKind kind) =>
        MailErrorClassifier.Classify(new ImapCommandException(ImapCommandResponse.No, "x", "x"), Endpoint(), reply).Kind.ShouldBe(kind);

    [Fact]
    public void The_servers_words_stand_in_a_sentence_with_one_full_stop_and_nothing_that_a_terminal_would_obey()
    {
        var failure = FailureTexts.Create(MailErrorKind.CommandRefused, Endpoint(), "NO Not \u001b[31mtoday.");
        failure.Message.English.ShouldEndWith(" refused a command: NO Not [31mtoday.");
        failure.Message.French.ShouldEndWith(" : NO Not [31mtoday.");
    }

    [Fact]
    public void Other_exceptions_of_a_session_have_theirs()
    {
        MailErrorClassifier.Classify(new FolderNotFoundException("Sent")).Kind.ShouldBe(MailErrorKind.MailboxNotFound);
        MailErrorClassifier.Classify(new MessageNotFoundException("x")).Kind.ShouldBe(MailErrorKind.MessageNotFound);
        MailErrorClassifier.Classify(new ServiceNotConnectedException()).Kind.ShouldBe(MailErrorKind.ConnectionLost);
        MailErrorClassifier.Classify(new ImapProtocolException("The IMAP server has unexpectedly disconnected.")).Kind.ShouldBe(MailErrorKind.ConnectionLost);
        MailErrorClassifier.Classify(new ImapProtocolException("Syntax error in FETCH.")).Kind.ShouldBe(MailErrorKind.ProtocolError);
        MailErrorClassifier.Classify(new Pop3CommandException("x", "[IN-USE]"), null, "-ERR [IN-USE] x").Kind.ShouldBe(MailErrorKind.MailboxInUse);
        MailErrorClassifier.Classify(new NotSupportedException()).Kind.ShouldBe(MailErrorKind.MissingCapability);
        MailErrorClassifier.Classify(new ServiceNotAuthenticatedException("530")).Kind.ShouldBe(MailErrorKind.CredentialMissing);
        MailErrorClassifier.Classify(new FormatException()).Kind.ShouldBe(MailErrorKind.Unexpected);
    }

    [Fact]
    public void What_a_list_that_ended_well_does_not_name_has_no_reply_for_a_reason()
    {
        MailErrorClassifier.Classify(new FolderNotFoundException("Sent"), null, "OK done.").ServerReply.ShouldBeNull();
        MailErrorClassifier.Classify(new FolderNotFoundException("Sent"), null, "NO none").ServerReply.ShouldBe("NO none");
    }

    [Fact]
    public void A_cancellation_goes_through() =>
        Should.Throw<OperationCanceledException>(() => MailErrorClassifier.Classify(new OperationCanceledException()));

    [Fact]
    public void What_is_classified_already_stays() =>
        MailErrorClassifier.Classify(new MailException(FailureTexts.Create(MailErrorKind.OverQuota, null))).Kind.ShouldBe(MailErrorKind.OverQuota);

    [Fact]
    public void Every_kind_speaks_both_languages_without_an_unfilled_place()
    {
        foreach (var kind in Enum.GetValues<MailErrorKind>())
        {
            var failure = FailureTexts.Create(kind, Endpoint(), "* BYE {4} x");
            foreach (var text in new[] { failure.Message, failure.Remedy })
            {
                text.English.ShouldNotBeNullOrWhiteSpace();
                text.French.ShouldNotBe(text.English);
                text.English.ShouldNotContain("{0}");
            }

            failure.Message.English.ShouldContain("mail.ac-lyon.fr:993");
            failure.Message.French.ShouldContain("mail.ac-lyon.fr:993");
        }
    }

    [Fact]
    public void Any_reply_at_any_stage_is_classified() =>
        Gen.Select(Gen.String, Gen.Enum<ConnectionStage>(), Gen.Enum<ServerProtocol>(), Gen.Int[0, 3]).Sample((reply, stage, protocol, which) =>
        {
            Exception[] exceptions = [new AuthenticationException("x"), new IOException("x"), new ImapProtocolException("x"), new SmtpCommandException(SmtpErrorCode.MessageNotAccepted, SmtpStatusCode.TransactionFailed, "x")];
            var failure = MailErrorClassifier.Classify(exceptions[which], new ConnectionEvidence(Endpoint(protocol), stage) { Reply = reply, FirstWords = reply });
            return failure.Kind != MailErrorKind.Unexpected || stage != ConnectionStage.Authenticate;
        });
}
