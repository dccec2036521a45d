using Microsoft.Extensions.Time.Testing;

namespace AcMail.Testing.Tests.Smtp;

/// <summary>A server with one user, dmartin, and clients that submit over in-memory streams.</summary>
sealed class SmtpTest : IAsyncDisposable
{
    public const string Address = "david.martin@ac-lyon.fr";
    public const string Tutor = "tutor@example.org";
    public const string Login = "AUTH PLAIN AGRtYXJ0aW4Ac2VjcmV0";

    readonly List<LineClient> _clients = [];

    public SmtpTest(SmtpProfile? profile = null)
    {
        Server = MailServer.Start(o =>
        {
            o.Time = Time;
            o.Profile = ServerProfile.Full with { Smtp = profile ?? new() };
        });
        User = Server.AddUser("dmartin", "secret", Address);
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));

    public MailServer Server { get; }

    public ServerUser User { get; }

    /// <summary>A client that has read the greeting.</summary>
    public async Task<LineClient> ConnectAsync()
    {
        var client = new LineClient(Server.Connect(WireProtocol.Smtp));
        _clients.Add(client);
        (await client.ReadLineAsync()).ShouldStartWith("220 localhost");
        return client;
    }

    /// <summary>A client that has said EHLO.</summary>
    public async Task<LineClient> GreetAsync()
    {
        var client = await ConnectAsync();
        await HelloAsync(client);
        return client;
    }

    /// <summary>A client that is authenticated.</summary>
    public async Task<LineClient> LogInAsync()
    {
        var client = await GreetAsync();
        (await client.AskAsync(Login)).ShouldStartWith("235");
        return client;
    }

    /// <summary>A client whose message has a sender and one recipient.</summary>
    public async Task<LineClient> BeginAsync(string parameters = "")
    {
        var client = await LogInAsync();
        (await client.AskAsync($"MAIL FROM:<{Address}>{parameters}")).ShouldStartWith("250");
        (await client.AskAsync($"RCPT TO:<{Tutor}>")).ShouldStartWith("250");
        return client;
    }

    /// <summary>Says EHLO; the keywords that come back.</summary>
    public static async Task<IReadOnlyList<string>> HelloAsync(LineClient client)
    {
        var lines = new List<string> { await client.AskAsync("EHLO client.example.org") };
        while (lines[^1].StartsWith("250-", StringComparison.Ordinal)) lines.Add(await client.ReadLineAsync());
        lines.ShouldAllBe(l => l.StartsWith("250"));
        return [.. lines.Skip(1).Select(l => l[4..])];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
