using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace AcMail.Testing.Tests.Pop3;

/// <summary>A server with one user, dmartin, and clients of his maildrop over in-memory streams.</summary>
sealed class Pop3Test : IAsyncDisposable
{
    readonly List<LineClient> _clients = [];

    public Pop3Test(Pop3Profile? profile = null, params string[] messages)
    {
        Server = MailServer.Start(o =>
        {
            o.Time = Time;
            o.Profile = ServerProfile.Full with { Pop3 = profile ?? new() };
        });
        User = Server.AddUser("dmartin");
        foreach (var message in messages) User.Inbox.Add(Encoding.Latin1.GetBytes(message));
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));

    public MailServer Server { get; }

    public ServerUser User { get; }

    /// <summary>A client that has read the greeting.</summary>
    public async Task<LineClient> ConnectAsync()
    {
        var client = new LineClient(Server.Connect(WireProtocol.Pop3));
        _clients.Add(client);
        (await client.ReadLineAsync()).ShouldStartWith("+OK");
        return client;
    }

    /// <summary>A client that has logged in.</summary>
    public async Task<LineClient> LogInAsync()
    {
        var client = await ConnectAsync();
        await client.AskAsync("USER dmartin");
        (await client.AskAsync("PASS secret")).ShouldStartWith("+OK");
        return client;
    }

    /// <summary>A client that has logged in after another one has gone: the drop is free as soon as the server has seen that.</summary>
    public async Task<LineClient> LogInAgainAsync()
    {
        while (true)
        {
            var client = await ConnectAsync();
            await client.AskAsync("USER dmartin");
            if ((await client.AskAsync("PASS secret")).StartsWith("+OK", StringComparison.Ordinal)) return client;
            await client.AskAsync("QUIT");
        }
    }

    /// <summary>The unique-ids that a session of its own is told.</summary>
    public async Task<IReadOnlyList<string>> UniqueIdsAsync()
    {
        var client = await LogInAsync();
        var lines = await client.AskManyAsync("UIDL");
        (await client.AskAsync("QUIT")).ShouldStartWith("+OK");
        return [.. lines.Select(l => l.Split(' ')[^1])];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
