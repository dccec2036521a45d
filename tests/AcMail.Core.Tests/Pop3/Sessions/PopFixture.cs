using System.Text;
using AcMail.Core.Tests.Support;
using AcMail.Storage;
using AcMail.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AcMail.Core.Tests.Pop3.Sessions;

/// <summary>An application with one POP3 account, a real store, and a server in this process.</summary>
sealed class PopFixture : IAsyncDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("acmail-pop-").FullName;
    readonly Action<Pop3Options> _configure;
    readonly HashSet<string> _delivered = [];
    ServiceProvider _services;

    public PopFixture(Action<Pop3Options>? configure = null, Func<Pop3Profile, Pop3Profile>? profile = null)
    {
        _configure = configure ?? (_ => { });
        Options = new();
        _configure(Options);
        Server = MailServer.Start(o =>
        {
            o.Time = ServerTime;
            o.SessionsKept = 1000;
            o.TranscriptLimit = 16 << 20;
            if (profile is not null) o.Profile = ServerProfile.Full with { Pop3 = profile(ServerProfile.Full.Pop3) };
        });
        User = Server.AddUser("dmartin");
        _services = Build();
    }

    /// <summary>Who logs in; a change holds from the next restart on.</summary>
    public string UserName { get; set; } = "dmartin";

    /// <summary>By what name the server is reached; a change holds from the next restart on.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Where the server is reached, if not directly; a change holds from the next restart on.</summary>
    public int? Port { get; set; }

    public AdjustableTime Time { get; } = new();

    public AdjustableTime ServerTime { get; } = new();

    public MailServer Server { get; }

    public ServerUser User { get; }

    /// <summary>How the account is kept; a change holds from the next restart on.</summary>
    public MailProtocol Protocol { get; set; } = MailProtocol.Pop3;

    public IMailMigrator Migrator => _services.GetRequiredService<IMailMigrator>();

    /// <summary>The options; a change holds from the next restart on.</summary>
    public Pop3Options Options { get; }

    public MortalStores Stores => (MortalStores)_services.GetRequiredService<IMailStoreProvider>();

    public IMailAccount Account => _services.GetRequiredKeyedService<IMailAccount>("pop");

    public IEnumerable<string> OnServer => User.Inbox.Messages.Select(m => Encoding.UTF8.GetString(m.Content.Span));

    public Pop3Profile Profile
    {
        get => Server.Profile.Pop3;
        set => Server.Profile = Server.Profile with { Pop3 = value };
    }

    public static string Message(string name, int size = 0) =>
        $"From: CPE <cpe@ac-lyon.fr>\r\nSubject: {name}\r\nMessage-ID: <{name}@ac-lyon.fr>\r\nDate: Mon, 05 Jan 2026 08:00:00 +0000\r\n\r\n{new string('x', size)}{name}\r\n";

    public void Deliver(params IEnumerable<string> names)
    {
        foreach (var name in names) DeliverBytes(Message(name));
    }

    public void DeliverBytes(string message)
    {
        _delivered.Add(message);
        User.Inbox.Add(Encoding.UTF8.GetBytes(message));
    }

    public Task<SyncReport> SyncAsync() => SyncAsync(TestContext.Current.CancellationToken);

    public Task<SyncReport> SyncAsync(CancellationToken cancellationToken) => Account.SynchronizeAsync(cancellationToken: cancellationToken);

    public async Task<SyncReport> SyncWellAsync()
    {
        var report = await SyncAsync();
        report.Failure.ShouldBeNull(report.Failure?.ToString());
        report.Problems.ShouldBeEmpty();
        return report;
    }

    public Task CompactAsync() => Histories.CompactAsync(_services.GetRequiredService<IStoreMaintenance>(), "pop");

    /// <summary>Makes the state anew from the packs.</summary>
    public async Task RebuildAsync()
    {
        await RestartAsync();
        await _services.GetRequiredService<IStoreMaintenance>().RebuildAsync("pop");
    }

    /// <summary>Closes everything, as the end of the process does, and starts anew on the same files.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build();
    }

    public async Task<List<MessageInfo>> ListAsync(string? mailbox = null) => await Account.Replica.ListAsync(new() { Mailbox = mailbox }).ToListAsync();

    public async Task<List<string>> HeldAsync()
    {
        var held = new List<string>();
        foreach (var message in await ListAsync()) held.Add(await ReadAsync(message.Id));
        return held;
    }

    public async Task<string> ReadAsync(long id)
    {
        await using var content = await Account.Replica.OpenContentAsync(id);
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public async Task<IReadOnlyList<DropEntry>> LedgerAsync()
    {
        await using var store = await _services.GetRequiredService<IMailStoreProvider>().OpenAsync("pop");
        return (await store.Maildrop.GetAsync()).Entries;
    }

    /// <summary>Every message ever delivered is here or there, byte for byte.</summary>
    public async Task NothingIsLostAsync() => _delivered.Except(OnServer).Except(await HeldAsync()).ShouldBeEmpty();

    /// <summary>What a client said in all sessions, such as RETR, so often.</summary>
    public int Count(string command) => Server.Sessions.Sum(s => Count(s, command));

    /// <summary>In how many sessions a client said it.</summary>
    public int SessionsWith(string command) => Server.Sessions.Count(s => Count(s, command) > 0);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    static int Count(SessionTranscript session, string command) =>
        session.Entries.Count(e => e.Direction == WireDirection.ToServer && e.Text.StartsWith(command, StringComparison.Ordinal));

    ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        var builder = services.AddLogging().AddAcMail().UseSqlite(o => o.Directory = _directory);
        if (Protocol == MailProtocol.Imap) builder.AddImapAccount("pop", Configure);
        else builder.AddPop3Account("pop", Configure);
        services.Replace(ServiceDescriptor.Singleton<IMailStoreProvider>(s => new MortalStores(ActivatorUtilities.CreateInstance<AcMail.Sqlite.SqliteStoreProvider>(s))));
        return services.BuildServiceProvider();
    }

    void Configure(MailAccountOptions options)
    {
        options.EmailAddress = "david.martin@ac-lyon.fr";
        var port = Port ?? (Protocol == MailProtocol.Imap ? Server.ImapPort : Server.Pop3Port);
        options.Incoming = new() { Host = Host, Port = port, Security = ConnectionSecurity.None, AllowInsecure = true, UserName = UserName };
        options.Password = "secret";
        options.Pop3 = Options;
    }
}
