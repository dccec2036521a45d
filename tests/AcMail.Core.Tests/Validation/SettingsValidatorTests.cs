using System.Net;
using System.Net.Sockets;
using AcMail.Testing;

namespace AcMail.Tests;

public sealed class SettingsValidatorTests
{
    static MailAccountOptions Options(ScriptedServer incoming, ScriptedServer outgoing, MailProtocol protocol = MailProtocol.Imap) => new()
    {
        Protocol = protocol,
        EmailAddress = "david.martin@ac-lyon.fr",
        Password = "secret",
        Incoming = new() { Host = "localhost", Port = incoming.Port, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "dmartin" },
        Outgoing = new() { Host = "localhost", Port = outgoing.Port, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "dmartin" },
    };

    static async Task<ValidationReport> ValidateAsync(MailAccountOptions options) =>
        await new SettingsValidator(Some.Connector(), TimeProvider.System).ValidateAsync("pro", options, Some.Token);

    [Theory]
    [InlineData(MailProtocol.Imap)]
    [InlineData(MailProtocol.Pop3)]
    public async Task Good_settings_pass_every_stage_of_both_servers_and_nothing_is_sent(MailProtocol protocol)
    {
        ScriptedConnection? seen = null;
        await using var incoming = new ScriptedServer(protocol == MailProtocol.Imap ? Scripts.Imap() : Scripts.Pop3());
        await using var outgoing = new ScriptedServer(c => Scripts.Smtp()(seen = c));
        var report = await ValidateAsync(Options(incoming, outgoing, protocol));
        report.IsValid.ShouldBeTrue();
        report.Checks.Select(c => (c.Subject, c.Stage)).ShouldBe([
            (ValidationSubject.Settings, ValidationStage.Rules),
            (ValidationSubject.Incoming, ValidationStage.Connect), (ValidationSubject.Incoming, ValidationStage.Authenticate), (ValidationSubject.Incoming, ValidationStage.Use),
            (ValidationSubject.Outgoing, ValidationStage.Connect), (ValidationSubject.Outgoing, ValidationStage.Authenticate), (ValidationSubject.Outgoing, ValidationStage.Use)]);
        seen!.Heard.ShouldContain("RSET");
        seen.Heard.ShouldNotContain("DATA");
    }

    [Fact]
    public async Task A_list_that_a_form_left_null_is_an_empty_one()
    {
        await using var incoming = new ScriptedServer(Scripts.Imap());
        await using var outgoing = new ScriptedServer(Scripts.Smtp());
        var options = Options(incoming, outgoing);
        (options.TrustedCertificates, options.PinnedFingerprints) = (null!, null!);
        (options.Imap.Mailboxes, options.Imap.ExcludedMailboxes, options.Imap.DisabledExtensions) = (null!, null!, null!);
        (options.Imap.Watch, options.Imap.Roles) = (null!, null!);
        (await ValidateAsync(options)).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task An_object_that_a_form_left_null_is_a_finding()
    {
        await using var server = new ScriptedServer(Scripts.Imap());
        foreach (var spoil in (Action<MailAccountOptions>[])[o => o.Imap = null!, o => o.Pop3 = null!, o => o.Imap.Bodies = null!, o => o.Pop3.LeaveOnServer = null!])
        {
            var options = Options(server, server);
            spoil(options);
            (await ValidateAsync(options)).Checks.ShouldHaveSingleItem().Failure!.Kind.ShouldBe(MailErrorKind.InvalidSettings);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_ends_the_check_of_that_server_only()
    {
        await using var incoming = new ScriptedServer(Scripts.Imap((tag, command) => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) ? $"{tag} NO [AUTHENTICATIONFAILED] no" : null));
        await using var outgoing = new ScriptedServer(Scripts.Smtp());
        var report = await ValidateAsync(Options(incoming, outgoing));
        report.Checks.Where(c => c.Failure is not null).Select(c => (c.Subject, c.Stage, c.Failure!.Kind))
            .ShouldBe([(ValidationSubject.Incoming, ValidationStage.Authenticate, MailErrorKind.BadCredentials)]);
        report.Checks.Count.ShouldBe(6);
        incoming.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task An_inbox_that_tells_of_no_message_is_a_broken_answer_and_no_surprise()
    {
        await using var incoming = new ScriptedServer(Scripts.Imap(
            (tag, command) => command.StartsWith("EXAMINE", StringComparison.Ordinal) ? $"* 3 EXISTS\r\n* 0 FETCH (FLAGS ())\r\n{tag} OK [READ-ONLY] done" : null));
        await using var outgoing = new ScriptedServer(Scripts.Smtp());
        (await ValidateAsync(Options(incoming, outgoing))).Checks.Select(c => c.Failure).OfType<MailFailure>().ShouldHaveSingleItem().Kind.ShouldBe(MailErrorKind.ProtocolError);
    }

    [Fact]
    public async Task A_sender_that_may_not_send_is_found()
    {
        await using var incoming = new ScriptedServer(Scripts.Imap());
        await using var outgoing = new ScriptedServer(Scripts.Smtp(l => l.StartsWith("MAIL", StringComparison.Ordinal) ? "553 5.7.1 not yours" : null));
        (await ValidateAsync(Options(incoming, outgoing))).Checks[^1].Failure?.Kind.ShouldBe(MailErrorKind.SenderRejected);
    }

    [Fact]
    public async Task A_maildrop_without_uidl_is_of_no_use()
    {
        await using var incoming = new ScriptedServer(Scripts.Pop3(l => l.StartsWith("UIDL", StringComparison.Ordinal) ? "-ERR no" : null, "USER\r\n"));
        await using var outgoing = new ScriptedServer(Scripts.Smtp());
        var report = await ValidateAsync(Options(incoming, outgoing, MailProtocol.Pop3));
        report.Checks.Single(c => c.Failure is not null).Failure!.Kind.ShouldBe(MailErrorKind.MissingCapability);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, MailErrorKind.MissingCapability)]
    public async Task Without_CAPA_only_a_message_shows_whether_there_is_uidl(int messages, MailErrorKind? kind)
    {
        await using var incoming = new ScriptedServer(Scripts.Pop3(l => l.Split(' ')[0] switch
        {
            "CAPA" or "UIDL" or "AUTH" => "-ERR no",
            "STAT" => $"+OK {messages} {messages * 100}",
            _ => null,
        }));
        await using var outgoing = new ScriptedServer(Scripts.Smtp());
        var report = await ValidateAsync(Options(incoming, outgoing, MailProtocol.Pop3));
        (report.Checks.SingleOrDefault(c => c.Failure is not null)?.Failure?.Kind).ShouldBe(kind);
        report.IsValid.ShouldBe(kind is null);
    }

    [Fact]
    public async Task An_empty_maildrop_of_a_server_without_CAPA_says_that_uidl_shows_with_the_first_message()
    {
        await using var server = MailServer.Start(o => o.Profile = ServerProfile.Full with { Pop3 = ServerProfile.Full.Pop3.Without("CAPA") });
        var user = server.AddUser("dmartin");
        var options = new MailAccountOptions
        {
            Protocol = MailProtocol.Pop3, EmailAddress = "david.martin@ac-lyon.fr", Password = "secret",
            Incoming = new() { Host = "localhost", Port = server.Pop3Port, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = "dmartin" },
        };
        var empty = await ValidateAsync(options);
        empty.IsValid.ShouldBeTrue($"{empty.Checks[^1].Failure}");
        empty.Checks[^1].Detail.ShouldContain("UIDL: will show with the first message");

        user.Inbox.Add("Subject: a\r\n\r\na\r\n"u8.ToArray());
        var filled = await ValidateAsync(options);
        filled.IsValid.ShouldBeTrue();
        filled.Checks[^1].Detail.ShouldNotContain("first message");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_value_and_not_an_exception()
    {
        await using var outgoing = new ScriptedServer(Scripts.Smtp());
        // Bound and not listening: it refuses, and nobody else gets the port.
        using var claimed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        claimed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var options = Options(outgoing, outgoing);
        options.Incoming.Port = ((IPEndPoint)claimed.LocalEndPoint!).Port;
        var report = await ValidateAsync(options);
        report.Checks[1].Failure?.Kind.ShouldBe(MailErrorKind.ConnectionRefused);
        report.Checks.Count(c => c.Subject == ValidationSubject.Incoming).ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_certificate_is_described()
    {
        using var certificates = new TestCertificates();
        var certificate = certificates.Issue("other.example");
        await using var incoming = new ScriptedServer(async c => await c.StartTlsAsync(certificate));
        await using var outgoing = new ScriptedServer(Scripts.Smtp());
        var options = Options(incoming, outgoing);
        options.Incoming.Security = ConnectionSecurity.ImplicitTls;
        var check = (await ValidateAsync(options)).Checks[1];
        check.Failure?.Kind.ShouldBe(MailErrorKind.CertificateNameMismatch);
        check.Detail.ShouldContain("CN=other.example");
        check.Detail.ShouldContain("127.0.0.1");
    }
}
