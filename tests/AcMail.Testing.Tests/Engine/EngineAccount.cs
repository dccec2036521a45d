using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Testing.Tests.Engine;

/// <summary>The engine with one account on a server in this process, and a store in a directory of its own.</summary>
sealed class EngineAccount : IAsyncDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("acmail-engine-").FullName;
    readonly Func<ServiceProvider> _build;
    ServiceProvider _services;

    public EngineAccount(MailServer server, ServerUser user)
    {
        _build = () => Build(server, user, _directory);
        _services = _build();
    }

    public IMailAccount Account => _services.GetRequiredKeyedService<IMailAccount>("pro");

    /// <summary>Closes everything, the connection too, and starts anew on the same files.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = _build();
    }

    /// <summary>The octets of every message that is held, by mailbox.</summary>
    public async Task<ILookup<string, string>> ContentAsync()
    {
        var contents = new List<(string Mailbox, string Octets)>();
        foreach (var message in await Account.Replica.ListAsync(new()).ToListAsync())
            contents.Add((message.Mailbox, await ReadAsync(message.Id)));
        return contents.ToLookup(c => c.Mailbox, c => c.Octets);
    }

    /// <summary>Where the replica differs from what the server holds, a line each; nothing where it does not.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(ServerUser user)
    {
        var local = await ReplicaAsync();
        var remote = user.Mailboxes.Where(m => m.IsSelectable)
            .SelectMany(b => b.Messages.Select(m => $"{b.Name} {m.Uid} {Sorted(m.Flags)} {Convert.ToHexString(m.Content.Span)}")).ToList();
        return
        [
            .. remote.Except(local).Select(l => $"only on the server: {Short(l)}"), .. local.Except(remote).Select(l => $"only here: {Short(l)}"),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    async Task<List<string>> ReplicaAsync()
    {
        var lines = new List<string>();
        foreach (var message in await Account.Replica.ListAsync(new()).ToListAsync())
            lines.Add($"{message.Mailbox} {message.Uid} {Sorted(message.Flags.ToNames())} {await ReadAsync(message.Id)}");
        return lines;
    }

    async Task<string> ReadAsync(long id)
    {
        await using var content = await Account.Replica.OpenContentAsync(id);
        using var octets = new MemoryStream();
        await content.CopyToAsync(octets);
        return Convert.ToHexString(octets.GetBuffer().AsSpan(0, (int)octets.Length));
    }

    static ServiceProvider Build(MailServer server, ServerUser user, string directory)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddAcMail().UseSqlite(o => o.Directory = directory).AddImapAccount("pro", o =>
        {
            o.EmailAddress = "david.martin@ac-lyon.fr";
            o.Password = user.Password;
            o.Incoming = new()
            {
                Host = "localhost", Port = server.ImapPort, UserName = user.Name, Security = ConnectionSecurity.None, AllowInsecure = true,
            };
        });
        return services.BuildServiceProvider();
    }

    static string Sorted(IEnumerable<string> flags) => $"[{string.Join(' ', flags.Order(StringComparer.OrdinalIgnoreCase))}]";

    static string Short(string line) => line.Length > 100 ? line[..100] : line;
}
