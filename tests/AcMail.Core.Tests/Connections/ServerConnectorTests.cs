using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using MailKit.Net.Smtp;

namespace AcMail.Tests;

public sealed class ServerConnectorTests
{
    [Fact]
    public async Task Imap_is_opened_with_one_authenticate_plain()
    {
        ScriptedConnection? seen = null;
        await using var server = new ScriptedServer(c => Scripts.Imap()(seen = c));
        await using var session = await Some.Connector().OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap)));
        session.Client.IsAuthenticated.ShouldBeTrue();
        seen!.Heard.Count(l => l.Contains("AUTHENTICATE PLAIN", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Imap_without_sasl_logs_in_by_the_login_command()
    {
        ScriptedConnection? seen = null;
        await using var server = new ScriptedServer(c => Scripts.Imap(capabilities: "IMAP4rev1")(seen = c));
        await using var session = await Some.Connector().OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap)));
        seen!.Heard.ShouldContain(l => l.Contains("LOGIN dmartin secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_password_is_tried_exactly_once()
    {
        var attempts = 0;
        await using var server = new ScriptedServer(Scripts.Imap((tag, command) =>
        {
            if (!command.StartsWith("AUTHENTICATE", StringComparison.Ordinal)) return null;
            Interlocked.Increment(ref attempts);
            return $"{tag} NO [AUTHENTICATIONFAILED] Invalid credentials";
        }));
        var failure = await Some.FailureOf(() => Some.Connector().OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap))));
        failure.Kind.ShouldBe(MailErrorKind.BadCredentials);
        failure.ServerReply.ShouldNotBeNull().ShouldContain("[AUTHENTICATIONFAILED] Invalid credentials");
        failure.ToString().ShouldNotContain("secret");
        (attempts, server.Connections).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Pop3_never_uses_apop()
    {
        ScriptedConnection? seen = null;
        await using var server = new ScriptedServer(
            c => Scripts.Pop3(capabilities: "USER\r\nUIDL\r\n", greeting: "+OK ready <1896.697170952@ac-lyon.fr>")(seen = c));
        var account = Some.Account(server.Endpoint(ServerProtocol.Pop3), protocol: MailProtocol.Pop3);
        await using var session = await Some.Connector().OpenAsync(account, account.Incoming, (IProtocolLogger log) => new Pop3Client(log), Some.Token);
        seen!.Heard.ShouldContain("PASS secret");
        seen.Heard.ShouldNotContain(l => l.StartsWith("APOP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Smtp_without_a_login_does_not_authenticate()
    {
        ScriptedConnection? seen = null;
        await using var server = new ScriptedServer(c => Scripts.Smtp()(seen = c));
        var account = Some.Account(outgoing: server.Endpoint(ServerProtocol.Smtp, user: ""));
        await using var session = await Some.Connector().OpenAsync(account, account.Outgoing!, (IProtocolLogger log) => new SmtpClient(log), Some.Token);
        session.Client.IsConnected.ShouldBeTrue();
        seen!.Heard.ShouldNotContain(l => l.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_greeting_refusal_is_tried_again_and_then_succeeds()
    {
        var first = 1;
        await using var server = new ScriptedServer(c => Interlocked.Exchange(ref first, 0) == 1 ? c.SayAsync("* BYE too many connections") : Scripts.Imap()(c));
        await using var session = await Some.Connector().OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap)));
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_lost_while_the_password_was_judged_is_not_tried_again()
    {
        await using var server = new ScriptedServer(async c =>
        {
            await c.SayAsync("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready");
            await c.HearAsync();
        });
        var failure = await Some.FailureOf(() => Some.Connector().OpenImapAsync(Some.Account(server.Endpoint(ServerProtocol.Imap))));
        failure.Kind.ShouldBe(MailErrorKind.ConnectionLost);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_password_is_told_before_anything_is_sent()
    {
        await using var server = new ScriptedServer(Scripts.Imap());
        var account = Some.Account(server.Endpoint(ServerProtocol.Imap), password: null);
        (await Some.FailureOf(() => Some.Connector().OpenImapAsync(account))).Kind.ShouldBe(MailErrorKind.CredentialMissing);
    }

    [Fact]
    public async Task Cancelling_is_not_a_failure()
    {
        await using var server = new ScriptedServer(c => c.StaySilentAsync());
        using var cancel = new CancellationTokenSource();
        var account = Some.Account(server.Endpoint(ServerProtocol.Imap));
        var opening = Some.Connector().OpenAsync(account, account.Incoming, (IProtocolLogger log) => new ImapClient(log), cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => opening);
    }

    [Theory]
    [InlineData(ServerProtocol.Imap, "", "a")]
    [InlineData(ServerProtocol.Imap, "* OK ", "a")]
    [InlineData(ServerProtocol.Pop3, "", "a")]
    [InlineData(ServerProtocol.Pop3, "+OK ", "a")]
    [InlineData(ServerProtocol.Smtp, "220-", "a")]
    [InlineData(ServerProtocol.Smtp, "220-a\r\n", "220-a\r\n")]
    public async Task A_port_that_talks_without_end_is_hung_up_on(ServerProtocol protocol, string first, string again)
    {
        await using var server = new ScriptedServer(async c =>
        {
            await c.SayAsync(first, end: "");
            while (true) await c.SayAsync(string.Concat(Enumerable.Repeat(again, 10_000)), end: "");
        });
        var account = Some.Account();
        Func<IProtocolLogger, MailService> client = protocol switch
        {
            ServerProtocol.Imap => log => new ImapClient(log),
            ServerProtocol.Pop3 => log => new Pop3Client(log),
            _ => log => new SmtpClient(log),
        };
        var failure = await Some.FailureOf(() => Some.Connector().OpenAsync(account, server.Endpoint(protocol), client, Some.Token));
        failure.Kind.ShouldBe(MailErrorKind.ProtocolError);
        server.Connections.ShouldBe(1);
    }
}
