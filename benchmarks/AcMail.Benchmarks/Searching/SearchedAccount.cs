using System.Text;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AcMail.Benchmarks.Searching;

/// <summary>The replica of an account, in a SQLite store.</summary>
sealed class SearchedAccount : IAsyncDisposable
{
    const string Name = "pro";

    readonly ServiceProvider _services;

    SearchedAccount(string directory, MailServer? server)
    {
        var services = new ServiceCollection();
        services.AddAcMail().UseSqlite(o => o.Directory = directory).AddImapAccount(Name, o =>
        {
            o.EmailAddress = "david.martin@ac-lyon.fr";
            o.Password = "secret";
            o.Incoming = new() { Host = "localhost", Port = server?.ImapPort ?? 143, UserName = Name, Security = ConnectionSecurity.None, AllowInsecure = true };
        });
        _services = services.BuildServiceProvider();
    }

    public IMailReader Reader => _services.GetRequiredService<IMailAccountProvider>()[Name].Replica;

    /// <summary>Opens what <see cref="FillAsync"/> made; no server is needed.</summary>
    public static SearchedAccount Open(string directory) => new(directory, null);

    /// <summary>Makes a replica of a Maildir, over IMAP from a server in this process.</summary>
    public static async Task FillAsync(string directory, string maildir, CancellationToken cancellationToken)
    {
        await using var server = MailServer.Start(o => o.SessionsKept = 0);
        var user = server.AddUser(Name);
        foreach (var path in Directory.GetFiles(Path.Combine(maildir, "cur")).Order(StringComparer.Ordinal))
            user.Inbox.Add(OnTheWire(await File.ReadAllBytesAsync(path, cancellationToken)), FlagsOf(path), File.GetLastWriteTimeUtc(path));
        await using var account = new SearchedAccount(directory, server);
        (await account._services.GetRequiredService<IMailAccountProvider>()[Name].SynchronizeAsync(cancellationToken: cancellationToken)).EnsureSuccess();
    }

    /// <summary>What the state of the replica takes on the disk, its indexes included and without the messages.</summary>
    public static long StateSize(string directory) => Directory.GetFiles(directory, "replica.db*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    static byte[] OnTheWire(byte[] lines) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(lines).ReplaceLineEndings("\r\n"));

    static FlagSet FlagsOf(string path) => FlagSet.Of(path[(path.LastIndexOf(',') + 1)..].Select(f => f switch { 'S' => "\\Seen", 'R' => "\\Answered", _ => "\\Flagged" }));
}
