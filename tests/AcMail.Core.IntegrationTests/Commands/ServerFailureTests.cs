using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AcMail.Core.IntegrationTests.Support;

namespace AcMail.Core.IntegrationTests.Commands;

public sealed class ServerFailureTests(MailServer server) : IDisposable
{
    const int Authentication = 4;
    const int Server = 5;

    readonly Socket _claimed = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public void Dispose() => _claimed.Dispose();

    [Fact]
    public Task A_host_that_does_not_resolve() => ShouldFailAsync(a => a["Host"] = "no-such-host.invalid", Server, "hostNotFound", "nameResolutionFailed");

    [Fact]
    public Task A_refused_connection() => ShouldFailAsync(a => a["Port"] = UnusedPort(), Server, "connectionRefused");

    [Fact]
    public Task STARTTLS_asked_of_a_server_without_it() =>
        ShouldFailAsync(a => (a["Host"], a["Port"], a["Security"]) = (server.Endpoints.Hosts.NoTls, server.Endpoints.Imap, "StartTls"), Server, "startTlsNotOffered");

    [Fact]
    public Task TLS_on_a_plaintext_port() => ShouldFailAsync(a => a["Port"] = server.Endpoints.Imap, Server, "plaintextServer");

    [Fact]
    public Task Plaintext_on_a_TLS_port() => ShouldFailAsync(a => (a["Security"], a["AllowInsecure"]) = ("None", true), Server, "tlsServer");

    [Fact]
    public Task Another_kind_of_server() =>
        ShouldFailAsync(a => (a["Port"], a["Security"], a["AllowInsecure"]) = (server.Endpoints.Pop3, "None", true), Server, "wrongService");

    [Fact]
    public Task An_expired_certificate() => ShouldFailAsync(a => a["Host"] = server.Endpoints.Hosts.Expired, Server, "certificateExpired");

    [Fact]
    public Task A_certificate_for_another_name() => ShouldFailAsync(a => a["Host"] = server.Endpoints.Hosts.WrongName, Server, "certificateNameMismatch");

    [Fact]
    public async Task A_certificate_of_an_unknown_authority()
    {
        var account = Cli.Imap(server, MailServer.NewUser());
        account.Remove("TrustedCertificates");
        await ShouldFailAsync(account, Server, "certificateUntrusted");
    }

    [Fact]
    public async Task A_wrong_password()
    {
        var account = Cli.Imap(server, MailServer.NewUser());
        account["Password"] = "wrong";
        await ShouldFailAsync(account, Authentication, "badCredentials");
    }

    [Fact]
    public async Task A_server_that_stops_in_the_middle_costs_nothing()
    {
        var user = MailServer.NewUser();
        for (var i = 0; i < 2000; i++) server.Deliver(user, Encoding.UTF8.GetBytes($"Subject: {i}\n\n{new string('x', 1000)}\n"));
        var account = Cli.Imap(server, user);
        using var cli = new Cli(account);
        await using (var proxy = new CuttingProxy(server.Endpoints.Imaps, 1_500_000))
        {
            account["Incoming"]!["Port"] = proxy.Port;
            cli.Configure(Whole(account));
            var cut = await cli.RunAsync("--json", "sync");
            cut.ShouldBeFitForPeople().ExitCode.ShouldBe(Server);
            cut.FailureKind.ShouldBe("connectionRefused");
        }

        account["Incoming"]!["Port"] = server.Endpoints.Imaps;
        cli.Configure(Whole(account));
        var rest = await cli.RunAsync("--json", "sync");
        rest.ExitCode.ShouldBe(0, rest.Errors);
        rest.Json[0]!["messagesAdded"]!.GetValue<int>().ShouldBeInRange(1, 1999);
        (await cli.RunAsync("--json", "list", "pro")).Json.AsArray().Count.ShouldBe(2000);
        (await cli.RunAsync("doctor", "pro")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Validate_proves_both_directions()
    {
        using var cli = new Cli(Cli.Imap(server, MailServer.NewUser()));
        var result = await cli.RunAsync("--json", "validate", "pro");
        result.ExitCode.ShouldBe(0, result.Output + result.Errors);
    }

    [Fact]
    public async Task Validate_finds_what_is_wrong_with_the_outgoing_server()
    {
        var account = Cli.Imap(server, MailServer.NewUser());
        account["Outgoing"]!["Host"] = server.Endpoints.Hosts.NoTls;
        account["Outgoing"]!["Port"] = UnusedPort();
        using var cli = new Cli(account);
        var result = await cli.RunAsync("validate", "pro");
        result.ShouldBeFitForPeople().ExitCode.ShouldBe(Server, result.Output + result.Errors);
    }

    static JsonObject Whole(JsonObject account) =>
        new() { ["AcMail"] = new JsonObject { ["Directory"] = "mail", ["Accounts"] = new JsonObject { ["pro"] = account.DeepClone() } } };

    // Bound and not listening: it refuses, and nobody else gets the port.
    int UnusedPort()
    {
        _claimed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)_claimed.LocalEndPoint!).Port;
    }

    Task ShouldFailAsync(Action<JsonNode> change, int code, params string[] kinds)
    {
        var account = Cli.Imap(server, MailServer.NewUser());
        change(account["Incoming"]!);
        return ShouldFailAsync(account, code, kinds);
    }

    static async Task ShouldFailAsync(JsonObject account, int code, params string[] kinds)
    {
        using var cli = new Cli(account);
        var result = await cli.RunAsync("--json", "sync");
        result.ShouldBeFitForPeople().ExitCode.ShouldBe(code, result.Output + result.Errors);
        kinds.ShouldContain(result.FailureKind!);
        var validated = await cli.RunIn("fr_FR.UTF-8", "validate", "pro");
        validated.ShouldBeFitForPeople().ExitCode.ShouldBe(code, validated.Output + validated.Errors);
    }
}
